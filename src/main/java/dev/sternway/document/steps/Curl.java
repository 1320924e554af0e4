package dev.sternway.document.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Spoken;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code curl} command as the inputs of {@code http/request}; only when every word of it can be said so. */
final class Curl {
    private static final Pattern URL = Pattern.compile("(https?://[^/?#\\s]+)(/[^\\s#]*)?");
    private static final Pattern TOKEN =
            Pattern.compile("(?i)Authorization:\\s*Bearer\\s+\\$\\{?([A-Z_][A-Z0-9_]*)\\}?");
    private static final Set<String> SILENT = Set.of(
            "-s",
            "-S",
            "-f",
            "-i",
            "-v",
            "-sS",
            "-fsS",
            "-sf",
            "-fs",
            "-Ss",
            "-sSf",
            "-fS",
            "--silent",
            "--fail",
            "--show-error",
            "--include",
            "--verbose",
            "--fail-with-body");

    private final ObjectNode with = PlanMapper.json().createObjectNode();
    private String url = "";
    private String method = "";
    private String token = "";
    private Optional<String> data = Optional.empty();

    private Curl() {}

    /** @return empty when it must stay a command */
    static Optional<ObjectNode> inputs(String command, Draft draft) {
        return ShellWords.of(command.strip())
                .filter(words -> !words.isEmpty() && words.get(0).equals("curl"))
                .flatMap(words -> new Curl().read(words, draft));
    }

    private Optional<ObjectNode> read(List<String> words, Draft draft) {
        Iterator<String> rest = words.subList(1, words.size()).iterator();
        while (rest.hasNext()) {
            if (!option(rest.next(), rest)) {
                return Optional.empty();
            }
        }
        Matcher address = URL.matcher(url);
        if (!address.matches() || url.contains("$") || address.group(1).contains("@")) {
            return Optional.empty();
        }
        Optional<JsonNode> body = data.flatMap(Curl::json);
        if (data.isPresent() && body.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode inputs = PlanMapper.json().createObjectNode();
        inputs.put("target", target(address.group(1), draft));
        inputs.put("method", method.isEmpty() ? body.isPresent() ? "POST" : "GET" : method);
        inputs.put("path", address.group(2) == null ? "/" : address.group(2));
        inputs.setAll(with);
        body.ifPresent(json -> inputs.set("body", json));
        return Optional.of(inputs);
    }

    private boolean option(String word, Iterator<String> rest) {
        if (SILENT.contains(word)) {
            return true;
        }
        if (!word.startsWith("-")) {
            boolean first = url.isEmpty();
            url = first ? word : url;
            return first;
        }
        if (word.matches("-X[A-Z]+")) {
            method = word.substring(2);
            return true;
        }
        return rest.hasNext() && option(word, rest.next());
    }

    private boolean option(String word, String value) {
        return switch (word) {
            case "-X", "--request" -> {
                method = value;
                yield value.matches("[A-Z]{3,10}");
            }
            case "-H", "--header" -> header(value);
            case "-d", "--data", "--data-raw", "--json" -> {
                boolean first = data.isEmpty();
                data = Optional.of(value);
                yield first && !value.startsWith("@");
            }
            case "--url" -> {
                url = value;
                yield true;
            }
            case "-m", "--max-time" -> {
                with.put("timeout", value + "s");
                yield value.matches("\\d{1,6}");
            }
            default -> false;
        };
    }

    private boolean header(String value) {
        Matcher bearer = TOKEN.matcher(value);
        if (bearer.matches()) {
            token = bearer.group(1);
            return true;
        }
        int colon = value.indexOf(':');
        if (colon < 1 || value.contains("$")) {
            return false;
        }
        String name = value.substring(0, colon).strip();
        String said = value.substring(colon + 1).strip();
        if (!name.equalsIgnoreCase("Content-Type") || !said.equalsIgnoreCase("application/json")) {
            with.withObject("/headers").put(name, said);
        }
        return true;
    }

    /** The service at that address with that token, made when the document has not named it yet. */
    private String target(String base, Draft draft) {
        ObjectNode targets = draft.object("targets");
        for (var target : targets.properties()) {
            if (target.getValue().path("url").asText().equals(base)
                    && target.getValue().at("/token/secret").asText("").equals(token)) {
                return target.getKey();
            }
        }
        String name = Spoken.slug(base.replaceFirst("https?://", "").replaceAll("[.:]", "-"));
        String unused = name;
        for (int i = 2; targets.has(unused); i++) {
            unused = name + "-" + i;
        }
        ObjectNode target = targets.putObject(unused).put("type", "service").put("url", base);
        if (!token.isEmpty()) {
            target.putObject("token").put("secret", token);
        }
        return unused;
    }

    private static Optional<JsonNode> json(String text) {
        try {
            JsonNode tree = PlanMapper.json().readTree(text);
            return tree == null || tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JsonProcessingException other) {
            return Optional.empty();
        }
    }
}
