package dev.sternway.executor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The page of one executor: what it does, its inputs from the schema, the good fixtures as examples. */
record ExecutorReference(Executor<?> executor, JsonNode schema, List<Fixtures.Fixture> examples) {
    static String name(Executor<?> executor) {
        return executor.uses().replace('/', '-');
    }

    String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(executor.uses()).append("\n\n");
        page.append("*Generated from ").append(executor.getClass().getSimpleName());
        page.append("; `-Dsternway.update=true` with ExecutorCatalogueTest writes it anew.*\n\n");
        page.append(executor.summary()).append("\n\n");
        page.append("**After a crash in the middle:** ").append(afterCrash()).append("\n\n");
        table(page, "Inputs", schema);
        schema.path("properties").properties().forEach(field -> {
            JsonNode inner = element(field.getValue());
            if (inner.has("properties")) {
                table(page, "`" + field.getKey() + "`", inner);
            }
        });
        page.append("## Examples\n");
        for (Fixtures.Fixture example : examples) {
            page.append("\n```yaml\nuses: ").append(executor.uses()).append("\nwith:\n");
            page.append(example.text().stripTrailing().indent(2)).append("```\n");
        }
        return page.toString();
    }

    private String afterCrash() {
        String usual = switch (executor.nature()) {
            case IDEMPOTENT -> "idempotent, it is done again.";
            case PROBEABLE -> "the target is asked whether it was done; when it cannot tell, a person decides.";
            case NEITHER -> "a person decides.";
        };
        return executor.natureElse().isEmpty() ? usual : usual + " " + executor.natureElse();
    }

    private void table(StringBuilder page, String title, JsonNode object) {
        Set<String> required = required(object);
        page.append("## ").append(title).append("\n\n| input | type | required | meaning |\n|---|---|---|---|\n");
        object.path("properties")
                .properties()
                .forEach(field -> page.append("| `")
                        .append(field.getKey())
                        .append("` | ")
                        .append(type(field.getValue()))
                        .append(" | ")
                        .append(required.contains(field.getKey()) ? "yes" : "")
                        .append(" | ")
                        .append(description(field.getValue()).replace("|", "\\|"))
                        .append(" |\n"));
        page.append('\n');
    }

    static Set<String> required(JsonNode object) {
        Set<String> required = new TreeSet<>();
        object.path("required").forEach(name -> required.add(name.asText()));
        return required;
    }

    /** What a list or a reference is about. */
    private JsonNode element(JsonNode field) {
        JsonNode resolved = resolve(field);
        return "array".equals(resolved.path("type").asText()) ? resolve(resolved.path("items")) : resolved;
    }

    private JsonNode resolve(JsonNode field) {
        if (field.has("$ref")) {
            return schema.at(field.path("$ref").asText().substring(1));
        }
        return field.has("allOf") ? resolve(field.path("allOf").path(0)) : field;
    }

    private String type(JsonNode field) {
        JsonNode resolved = resolve(field);
        if (resolved.has("enum")) {
            return values(resolved).stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
        }
        String type = word(resolved);
        if (type.equals("array")) {
            return "list of " + type(resolved.path("items"));
        }
        if (type.equals("string") && resolved.path("pattern").asText().contains("ms|s|m|h|d")) {
            return "duration";
        }
        return switch (type) {
            case "string" -> "text";
            case "object" -> resolved.has("properties") ? "object, see below" : "map";
            default -> type;
        };
    }

    static String description(JsonNode field) {
        String found = field.path("description").asText();
        for (JsonNode part : field.path("allOf")) {
            found = found.isEmpty() ? part.path("description").asText() : found;
        }
        return found;
    }

    /** The type; what may be left out is a union with null, which nobody writes. */
    static String word(JsonNode field) {
        JsonNode type = field.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText("any JSON");
    }

    static List<String> values(JsonNode field) {
        return StreamSupport.stream(field.path("enum").spliterator(), false)
                .filter(word -> !word.isNull())
                .map(JsonNode::asText)
                .toList();
    }
}
