package dev.sternway.document.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.document.outline.Phrase;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.Map;

/** Documents name people or roles where a plan names roles. */
public final class Roles {
    private Roles() {}

    /** A person, or a role that the document fills elsewhere. @param role the role that a person gets here */
    public static boolean person(Fill fill, String field, Phrase said, String role, Draft draft) {
        if (said.text().isBlank()) {
            return false;
        }
        if (draft.rendering() || said.code()) {
            return fill.text(field, said);
        }
        draft.place(said.at(), said.text());
        fill.node().put(field, role);
        draft.later(() -> {
            String known = known(said.text(), draft);
            fill.node().put(field, known.isEmpty() ? role : known);
            if (known.isEmpty()) {
                add(role, said.text(), draft);
            }
        });
        return true;
    }

    /** Roles in a row. */
    public static boolean path(Fill fill, String field, Phrase said, Draft draft) {
        ArrayNode roles = PlanMapper.json().createArrayNode();
        for (String name : fill.names(said)) {
            roles.add(role(name, said, draft));
        }
        return !roles.isEmpty() && fill.set(field, roles, said, true);
    }

    /** A role by its title. */
    public static boolean title(Fill fill, String field, Phrase said, Draft draft) {
        return !said.text().isBlank() && fill.set(field, TextNode.valueOf(role(said.text(), said, draft)), said, true);
    }

    /** A role by its title, or the role of a person. */
    public static boolean someone(Fill fill, String field, Phrase said, Draft draft) {
        if (!title(fill, field, said, draft)) {
            return false;
        }
        draft.later(() -> {
            String known = known(said.text(), draft);
            if (!known.isEmpty()) {
                fill.node().put(field, known);
            }
        });
        return true;
    }

    public static String role(String title, Phrase said, Draft draft) {
        String plain = title.replaceFirst("(?i)^the\\s+", "");
        return draft.rendering() || said.code() ? title : Spoken.slug(plain);
    }

    public static void add(String role, String person, Draft draft) {
        ArrayNode people = draft.list("roles", role);
        for (JsonNode there : people) {
            if (there.asText().equals(person)) {
                return;
            }
        }
        people.add(person);
    }

    private static String known(String text, Draft draft) {
        JsonNode roles = draft.object("roles");
        String slug = Spoken.slug(text);
        if (roles.has(slug)) {
            return slug;
        }
        for (Map.Entry<String, JsonNode> role : roles.properties()) {
            for (JsonNode person : role.getValue()) {
                if (person.asText().equals(text)) {
                    return role.getKey();
                }
            }
        }
        return "";
    }
}
