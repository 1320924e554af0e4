package dev.sternway.executor.postgres.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.tables.TableSource;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.postgres.ClientTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What pg_dump says about the definition of tables, in the order in which rows and indexes want it. */
record SchemaArchive(DatabaseAccess copy, StepContext context) implements TableSource {
    private static final Pattern BEFORE =
            Pattern.compile("^\\d+; \\d+ \\d+ (TABLE|SEQUENCE|SEQUENCE OWNED BY|DEFAULT) .*");
    private static final Pattern FOREIGN = Pattern.compile("^\\d+; \\d+ \\d+ FK CONSTRAINT .* (\\S+) \\S+$");
    /** For psql alone, or only for a session of its own. */
    private static final Pattern OF_THE_SESSION = Pattern.compile("\\\\(un)?restrict .*|SET (?!default_)\\w+ = .*;");

    @Override
    public Statements of(List<String> tables) throws Exception {
        Path archive = Files.createTempFile(context.workspace(), "tables", ".dump");
        Path list = Files.createTempFile(context.workspace(), "tables", ".list");
        Path script = Files.createTempFile(context.workspace(), "tables", ".sql");
        try {
            List<String> words = new ArrayList<>(List.of("-Fc", "--schema-only", "-f", archive.toString()));
            tables.forEach(table -> words.addAll(List.of("-t", Fingerprint.quoted(table))));
            words.add(copy.name());
            run("pg_dump", words);
            run("pg_restore", List.of("-l", "-f", list.toString(), archive.toString()));
            List<String> entries = Files.readAllLines(list);
            List<String> foreign = entries.stream()
                    .map(FOREIGN::matcher)
                    .filter(java.util.regex.Matcher::matches)
                    .map(it -> it.group(1))
                    .toList();
            Predicate<String> comment = line -> foreign.stream()
                    .anyMatch(name -> line.contains(" COMMENT ") && line.contains(" CONSTRAINT " + name + " ON "));
            Predicate<String> before = line -> BEFORE.matcher(line).matches();
            Predicate<String> after = before.or(line -> FOREIGN.matcher(line).matches())
                    .or(comment)
                    .negate();
            return new Statements(
                    script(archive, list, script, entries, before), script(archive, list, script, entries, after));
        } finally {
            for (Path file : List.of(archive, list, script)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private String script(Path archive, Path list, Path script, List<String> entries, Predicate<String> wanted)
            throws Exception {
        Files.write(list, entries.stream().filter(wanted).toList());
        run("pg_restore", List.of("-L", list.toString(), "-f", script.toString(), archive.toString()));
        return Files.readAllLines(script).stream()
                .filter(line -> !OF_THE_SESSION.matcher(line).matches())
                .collect(Collectors.joining("\n"));
    }

    private void run(String tool, List<String> words) throws Exception {
        int code = ClientTools.run(tool, copy, context, words);
        if (code != 0) {
            throw ProblemException.of(
                    "SW-0485",
                    "The definition of the tables cannot be read: " + tool + " ended with " + code,
                    copy.name(),
                    "Read the step's output for the reason; nothing was changed");
        }
    }
}
