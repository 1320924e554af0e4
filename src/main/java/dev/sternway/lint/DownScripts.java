package dev.sternway.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the script lies that a migration tool takes a file back with; a step names the migration only. */
public final class DownScripts {
    private static final Pattern FLYWAY = Pattern.compile("((?:.*/)?)V(\\d[^/]*__[^/]*\\.sql)");
    private static final Pattern GOLANG = Pattern.compile("(.*)\\.up\\.sql");

    private DownScripts() {}

    /**
     * @param step as the plan writes it
     * @param migration one of its {@code migrations}
     * @return empty when the tool keeps no such script beside the file
     */
    public static Optional<String> of(JsonNode step, String migration) {
        return switch (step.path("uses").asText()) {
            case "migrate/flyway-undo" -> named(FLYWAY, migration, "$1U$2");
            case "migrate/golang-migrate-down" -> named(GOLANG, migration, "$1.down.sql");
            default -> Optional.empty();
        };
    }

    private static Optional<String> named(Pattern form, String migration, String script) {
        Matcher matcher = form.matcher(migration);
        return matcher.matches() ? Optional.of(matcher.replaceFirst(script)) : Optional.empty();
    }
}
