package dev.sternway.document.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Spoken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What every plan must have and a document does not give: a blank, never a guess. */
final class Missing {
    private static final Set<String> DATABASES = Set.of("postgresql", "mariadb");

    private final Draft draft;

    Missing(Draft draft) {
        this.draft = draft;
    }

    /** Puts blanks where a plan cannot be without a text. */
    void fill() {
        ObjectNode metadata = draft.object("metadata");
        if (!metadata.has("id")) {
            String id = Spoken.slug(metadata.path("title").asText());
            metadata.put("id", id.isEmpty() ? "imported" : id);
        }
        ObjectNode decision = draft.object("decision");
        if (!decision.has("by")) {
            decision.put("by", "<decided-by>");
        }
        database(draft.object("safeguards", "backup"));
    }

    /** The only database that the document names, or a blank. */
    private void database(ObjectNode backup) {
        if (backup.has("database")) {
            return;
        }
        List<String> named = new ArrayList<>();
        draft.object("targets").properties().forEach(target -> {
            if (DATABASES.contains(target.getValue().path("type").asText())) {
                named.add(target.getKey());
            }
        });
        for (JsonNode change : draft.tree().path("changes")) {
            String database = change.path("database").asText();
            if (!database.isEmpty() && !named.contains(database)) {
                named.add(database);
            }
        }
        backup.put("database", named.size() == 1 ? named.get(0) : "<database>");
    }

    /** Times that the model would fill in by itself: people must say them. */
    void times(ArrayNode inputs) {
        time(inputs, draft.object("decision"), "/decision/within", "decision-deadline");
        for (String phase : List.of("preservation", "data", "restoration", "validation")) {
            time(inputs, draft.object("phases", phase), "/phases/" + phase + "/within", phase + "-window");
        }
    }

    private static void time(ArrayNode inputs, ObjectNode node, String pointer, String name) {
        if (!node.has("within")) {
            inputs.addObject().put("name", name).put("field", pointer);
        }
    }
}
