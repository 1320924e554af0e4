package dev.sternway.planner.derive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A plan from migrations.
 *
 * @param tree of the plan file, or of what is to be added to one
 * @param files scripts beside it, by path
 * @param refusals migrations without a proven way back, with the reason; their release needs level 3
 */
public record DerivedPlan(ObjectNode tree, Map<String, String> files, List<String> refusals) {
    public DerivedPlan {
        files = Map.copyOf(files);
        refusals = List.copyOf(refusals);
    }
}
