package dev.sternway.document.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.outline.Block.Code;
import java.util.List;
import java.util.Optional;

/**
 * Where steps go.
 *
 * @param path of the list in the plan
 * @param activity where they run, when it is not the phase's first
 * @param scripts path of SQL that has no name, without ending
 * @param checks a query asks whether all is well
 * @param level 1 to 3: SQL is the level's own script
 */
record StepList(List<String> path, Optional<String> activity, String scripts, boolean checks, Optional<Integer> level) {
    static StepList of(String scripts, String... path) {
        return new StepList(List.of(path), Optional.empty(), scripts, false, Optional.empty());
    }

    Fill add(Draft draft) {
        return draft.add(place());
    }

    Optional<Fill> last(Draft draft) {
        var list = draft.list(place());
        return list.isEmpty() ? Optional.empty() : Optional.of(draft.on((ObjectNode) list.get(list.size() - 1)));
    }

    private String[] place() {
        return path.toArray(String[]::new);
    }

    /** Keeps SQL as a script of the level. */
    void script(Code code, Optional<String> name, Draft draft) {
        String file = draft.script(name, scripts, code.text());
        draft.list("phases", "data", "level-" + level.orElseThrow(), "scripts").add(file);
        draft.place(code.at(), code.text());
        draft.language(code);
    }
}
