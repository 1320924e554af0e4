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

    /**
     * A person, or a role that the document fills elsewhere.
     *
     * @param role the role that a person gets here
     */
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
            String role = role(name, said, draft);
            if (!role.isEmpty()) {
                roles.add(role);
                draft.place(said.at(), role);
            }
        }
        draft.understand(said.at(), "then and the → =>");
        return !roles.isEmpty() && fill.set(field, roles, said, false);
    }

    /** A role by its title. */
    public static boolean title(Fill fill, String field, Phrase said, Draft draft) {
        draft.understand(said.at(), "the");
        return !role(said.text(), said, draft).isBlank()
                && fill.set(field, TextNode.valueOf(role(said.text(), said, draft)), said, false);
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
                draft.place(said.at(), said.text());
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
