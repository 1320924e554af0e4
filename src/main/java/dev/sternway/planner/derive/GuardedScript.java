package dev.sternway.planner.derive;

import java.util.Optional;

/** A way back that does nothing where its migration was not applied, so that one level leads back from wherever the release stopped. */
final class GuardedScript {
    private static final String END = ";\n";

    private GuardedScript() {}

    /** What a reviewer finds in the script and in the plan's list of dangers. */
    static String mark(ProvenStep step) {
        return "way back of " + step.migration().name() + ", derived and proven";
    }

    /** @return empty when nothing in the schema tells whether the migration was applied */
    static Optional<String> of(ProvenStep step) {
        String applied = step.proof().applied();
        if (applied.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder script = new StringBuilder("DO $sternway_step$ -- ")
                .append(mark(step))
                .append("\nBEGIN\n  IF NOT ")
                .append(applied)
                .append(" THEN\n")
                .append("    RAISE NOTICE '%', ")
                .append(literal(step.migration().name() + " is not applied; nothing to do"))
                .append(END)
                .append("    RETURN;\n  END IF;\n");
        int number = 0;
        for (String statement : step.proof().downStatements()) {
            String tag = "$sternway_" + ++number + "$";
            script.append("  EXECUTE ")
                    .append(tag)
                    .append(statement)
                    .append(tag)
                    .append(END);
        }
        return Optional.of(script.append("END $sternway_step$;\n").toString());
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
