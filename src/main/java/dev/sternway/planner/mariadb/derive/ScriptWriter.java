package dev.sternway.planner.mariadb.derive;

import dev.sternway.database.mariadb.text.Statement;
import java.util.List;

/** Writes statements one below the other, so that MariaDB's own client splits them as we do. */
final class ScriptWriter {
    private final StringBuilder text = new StringBuilder();

    void comment(String line) {
        text.append("-- ").append(line.replaceAll("\\s+", " ")).append('\n');
    }

    void blank() {
        text.append('\n');
    }

    /** A whole script as it is. */
    void verbatim(String script) {
        text.append(script.stripTrailing()).append('\n');
    }

    void add(String statement) {
        if (Statement.of(1, statement).holdsSemicolons()) {
            String delimiter = statement.contains("$$") ? "//sternway//" : "$$";
            text.append("DELIMITER ")
                    .append(delimiter)
                    .append('\n')
                    .append(statement)
                    .append('\n')
                    .append(delimiter);
            text.append("\nDELIMITER ;\n");
        } else {
            text.append(statement).append(";\n");
        }
    }

    void addAll(List<String> statements) {
        statements.forEach(this::add);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
