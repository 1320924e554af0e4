package dev.sternway.executor.migrate;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.migrate.FlywayHistory.Applied;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** Versioned migrations that were sealed with the plan, each with its U script beside it; found by version. */
record FlywayScripts(Map<FlywayVersion, String> byVersion) {
    static final String FORM = "(.*/)?V" + FlywayVersion.FORM + "__[^/]*\\.sql";

    private static final Pattern PARTS = Pattern.compile("(.*/|)V(" + FlywayVersion.FORM + ")(__[^/]*\\.sql)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}\\n]+\\}");

    static FlywayScripts of(List<String> migrations) {
        Map<FlywayVersion, String> byVersion = new TreeMap<>();
        for (String path : migrations) {
            byVersion.put(FlywayVersion.of(parts(path).group(2)), path);
        }
        return new FlywayScripts(byVersion);
    }

    /** The first of them above a version that is not applied. */
    Optional<String> next(FlywayVersion above, List<Applied> applied) {
        Set<FlywayVersion> there = applied.stream().map(Applied::version).collect(Collectors.toSet());
        return byVersion.entrySet().stream()
                .filter(script -> script.getKey().compareTo(above) > 0 && !there.contains(script.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Version and description, as Flyway reads them out of a file's name. */
    static List<String> named(String path) {
        Matcher parts = parts(path);
        String words = parts.group(4).substring(2);
        return List.of(
                parts.group(2),
                words.substring(0, words.length() - ".sql".length()).replace('_', ' '));
    }

    private static Matcher parts(String path) {
        Matcher parts = PARTS.matcher(path);
        if (!parts.matches()) {
            throw new IllegalStateException(path + " was validated before");
        }
        return parts;
    }

    /**
     * The U script of what is applied.
     *
     * @throws ProblemException SW-0552 when another file was applied, SW-0553 without a script that can be run as it is
     */
    String undo(StepContext context, Applied row) {
        String path = byVersion.getOrDefault(row.version(), "");
        if (path.isEmpty()) {
            throw ProblemException.of(
                    "SW-0553",
                    "Version " + row.written() + " (" + row.script() + ") is applied, and the step does not name it",
                    context.step(),
                    "Add it to migrations, with its U script beside it");
        }
        int checksum = checksum(context.file(path));
        if (row.checksum().isEmpty() || row.checksum().getAsInt() != checksum) {
            throw ProblemException.of(
                    "SW-0552",
                    "Version " + row.written() + " was applied from another file than " + path + ": checksum "
                            + (row.checksum().isPresent() ? row.checksum().getAsInt() : "none") + " in the history, "
                            + checksum + " here",
                    path,
                    "Seal the migrations that were deployed; what undoes another file may destroy data");
        }
        Matcher parts = parts(path);
        String undo = parts.group(1) + "U" + parts.group(2) + parts.group(4);
        String text = OneTransaction.script(context, undo);
        Matcher placeholder = PLACEHOLDER.matcher(text);
        if (placeholder.find()) {
            throw ProblemException.of(
                    "SW-0553",
                    undo + " holds the placeholder " + placeholder.group() + ", which only Flyway could fill in",
                    undo,
                    "Write its value into the script");
        }
        return text;
    }

    /** Flyway's: CRC-32 over the lines without their ends and without a byte order mark. */
    static int checksum(byte[] content) {
        CRC32 crc = new CRC32();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(line -> line.startsWith("\uFEFF") ? line.substring(1) : line)
                    .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) crc.getValue();
    }
}
