package dev.sternway.executor.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A request through curl, and what is expected of its answer; the check and notify families say theirs by it.
 *
 * @param body a command that writes the body to {@code $work/request}
 */
public record HttpInShell(HttpCall call, Target service, Optional<String> body) {
    private static final String SECRET = "secret:";
    private static final String REQUEST = "\"$work/request\"";

    public static HttpInShell of(HttpCall call, ShellSetting setting) {
        Optional<String> body = call.body().map(tree -> Shell.fed("cat >" + REQUEST, tree.toString()));
        return new HttpInShell(call, setting.target(call.target()), body);
    }

    /** The same with a body that is made at run time, by a command that prints it. */
    public HttpInShell sending(String command) {
        return new HttpInShell(call, service, Optional.of(command + " >" + REQUEST));
    }

    /** What it does, without the query, which may hold what nobody should read. */
    public String words() {
        String sent = call.body().map(tree -> " with " + tree).orElse("");
        return call.method() + " " + url().replaceFirst("\\?.*", "") + sent;
    }

    public Needs needs() {
        Needs needs = Needs.command("curl", "Debian: apt-get install curl")
                .and(Needs.functions(HttpInShell.class, "http.sh"));
        for (SecretReference secret : secrets()) {
            needs = needs.and(Needs.secret(secret, "for " + call.target()));
        }
        return needs;
    }

    /** Commands that send it, with what follows when there is no answer. */
    public String send(String otherwise) {
        List<String> arguments = new ArrayList<>();
        if (call.method().equals("HEAD")) {
            arguments.add("--head");
        }
        pems().forEach((option, secret) -> arguments.add("--" + option + " \"$work/" + option + ".pem\""));
        if (body.isPresent()) {
            arguments.add("--header 'Content-Type: application/json'");
            arguments.add("--data-binary @" + REQUEST);
        }
        if (!call.reads()) {
            arguments.add("--header \"Idempotency-Key: $mark\"");
        }
        new TreeMap<>(call.headers()).forEach((name, value) -> {
            if (!value.startsWith(SECRET)) {
                arguments.add("--header " + Shell.quoted(name + ": " + value));
            }
        });
        String line =
                "http " + Math.max(1, call.timeout().toSeconds()) + " " + call.method() + " " + Shell.quoted(url());
        String whole = line + arguments.stream().map(it -> " \\\n    " + it).collect(Collectors.joining());
        String certificates = pems().entrySet().stream()
                .map(pem -> "pem " + pem.getKey() + " " + Shell.secret(pem.getValue()) + "\n")
                .collect(Collectors.joining());
        return certificates + body.map(command -> command + "\n").orElse("") + whole + settings(otherwise);
    }

    /** Commands that succeed when the answer is as expected, each with what follows otherwise. */
    public static String meets(Expectation expectation, String otherwise) {
        List<String> lines = new ArrayList<>();
        lines.add("status_is " + String.join(" ", codes(expectation, "2xx")));
        new TreeMap<>(expectation.json())
                .forEach((pointer, value) -> lines.add("json_is "
                        + Shell.quoted((pointer.isEmpty() ? "the body" : pointer) + " is " + value) + " "
                        + Shell.quoted(filter(JsonPointer.compile(pointer)) + " == " + value)));
        new TreeMap<>(expectation.header())
                .forEach((name, value) -> lines.add("header_is " + Shell.quoted(name) + " " + Shell.quoted(value)));
        expectation.text().ifPresent(text -> lines.add("body_has " + Shell.quoted(text)));
        return String.join(otherwise + "\n", lines) + otherwise;
    }

    /** The expectation in words for the operator. */
    public static String expected(Expectation expectation) {
        List<String> words = new ArrayList<>();
        words.add("status " + String.join(" or ", codes(expectation, "200 to 299")));
        new TreeMap<>(expectation.json()).forEach((pointer, value) -> words.add(pointer + " = " + value));
        new TreeMap<>(expectation.header()).forEach((name, value) -> words.add("header " + name + ": " + value));
        expectation.text().ifPresent(text -> words.add("the words '" + text + "'"));
        return String.join(", ", words);
    }

    private static List<String> codes(Expectation expectation, String usual) {
        return expectation.status().isEmpty()
                ? List.of(usual)
                : expectation.status().stream().map(String::valueOf).toList();
    }

    private String url() {
        return service.url().orElse("").replaceAll("/+$", "") + call.path();
    }

    /** What curl wants as files, by its options. */
    private Map<String, SecretReference> pems() {
        Map<String, SecretReference> pems = new TreeMap<>();
        service.tls().ifPresent(tls -> {
            tls.ca().ifPresent(ca -> pems.put("cacert", ca));
            tls.certificate().ifPresent(certificate -> pems.put("cert", certificate));
            tls.key().ifPresent(key -> pems.put("key", key));
        });
        return pems;
    }

    private List<SecretReference> secrets() {
        List<SecretReference> secrets = new ArrayList<>();
        secrets.addAll(pems().values());
        service.token().ifPresent(secrets::add);
        if (service.token().isEmpty() && service.user().isPresent()) {
            service.password().ifPresent(secrets::add);
        }
        call.headers().values().stream()
                .filter(value -> value.startsWith(SECRET))
                .forEach(value -> secrets.add(new SecretReference(value.substring(SECRET.length()))));
        return secrets;
    }

    /** Log-in and secret headers go through curl's input. */
    private String settings(String otherwise) {
        List<String> lines = new ArrayList<>();
        if (service.token().isPresent()) {
            lines.add("header = \"Authorization: Bearer "
                    + inConfig(service.token().get()) + "\"");
        } else if (service.user().isPresent() && service.password().isPresent()) {
            String user = service.user().get().replaceAll("[\\\\\"$`]", "\\\\$0");
            lines.add("user = \"" + user + ":" + inConfig(service.password().get()) + "\"");
        }
        new TreeMap<>(call.headers()).forEach((name, value) -> {
            if (value.startsWith(SECRET)) {
                SecretReference secret = new SecretReference(value.substring(SECRET.length()));
                lines.add("header = \"" + name + ": " + inConfig(secret) + "\"");
            }
        });
        return lines.isEmpty()
                ? " </dev/null" + otherwise
                : " <<END_OF_SETTINGS" + otherwise + "\n" + String.join("\n", lines) + "\nEND_OF_SETTINGS";
    }

    private static String inConfig(SecretReference secret) {
        return "$(in_config " + Shell.secret(secret) + ")";
    }

    /** A jq filter that fails where the pointer leads nowhere. */
    private static String filter(JsonPointer pointer) {
        StringBuilder filter = new StringBuilder(".");
        for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
            String key = TextNode.valueOf(at.getMatchingProperty()).toString();
            String item = at.mayMatchElement()
                    ? "elif type == \"array\" and length > " + at.getMatchingIndex() + " then .["
                            + at.getMatchingIndex() + "] "
                    : "";
            filter.append(" | if type == \"object\" and has(")
                    .append(key)
                    .append(") then .[")
                    .append(key)
                    .append("] ");
            filter.append(item).append("else error(\"missing\") end");
        }
        return "(" + filter + ")";
    }
}
