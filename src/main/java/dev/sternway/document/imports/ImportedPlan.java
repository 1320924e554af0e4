package dev.sternway.document.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.Plan;
import java.util.Map;

/**
 * A plan that was read out of a document.
 *
 * @param tree as it is to be written
 * @param files scripts beside the plan, by path
 */
public record ImportedPlan(Plan plan, ObjectNode tree, Map<String, String> files) {}
