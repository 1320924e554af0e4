package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** One rule. */
public interface DrawingRule {
    Stream<Objection> check(Drawing drawing, Surroundings around);

    /** All of them, by the name that findings carry. */
    static Map<String, DrawingRule> all() {
        Map<String, DrawingRule> rules = new LinkedHashMap<>();
        rules.put("references-resolve", new ReferencesResolve());
        rules.put("called-diagrams-exist", new CalledDiagramsExist());
        rules.put("calls-bind-by-deployment", new CallsAreBound());
        rules.put("service-tasks-retry", new ServiceTasksRetry());
        rules.put("decisions-have-deadlines", new DecisionsHaveDeadlines());
        rules.put("history-is-cleaned-up", new HistoryIsCleanedUp());
        rules.put("gateways-have-a-default", new GatewaysHaveADefault());
        rules.put("everything-is-named", new EverythingIsNamed());
        rules.put("id-is-the-file-name", new IdIsTheFileName());
        rules.put("everything-is-drawn", new EverythingIsDrawn());
        rules.put("drawn-left-to-right", new DrawnLeftToRight());
        return rules;
    }
}
