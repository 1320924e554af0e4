package dev.sternway.planner.mariadb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One case of {@code src/test/resources/planner/mariadb/golden}: a title after {@code ==}, then parts that begin with
 * {@code -- given}, {@code -- migration}, {@code -- outcome WORD}, {@code -- reason TEXT}, {@code -- down has TEXT},
 * {@code -- down lacks TEXT}, {@code -- later} and {@code -- then} with lines {@code query => value}.
 */
record GoldenCase(
        String title,
        String given,
        String migration,
        String outcome,
        List<String> reasons,
        List<String> downHas,
        List<String> downLacks,
        List<String> losses,
        String later,
        List<String> then) {
    private static final Path FOLDER = Path.of("src/test/resources/planner/mariadb/golden");

    static List<GoldenCase> all() throws IOException {
        List<GoldenCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".sql", "");
                for (String text : Files.readString(file).split("(?m)^== ")) {
                    if (!text.isBlank()) {
                        cases.add(parse(name, text));
                    }
                }
            }
        }
        return cases;
    }

    private static GoldenCase parse(String file, String text) {
        StringBuilder given = new StringBuilder();
        StringBuilder migration = new StringBuilder();
        StringBuilder later = new StringBuilder();
        List<String> reasons = new ArrayList<>();
        List<String> has = new ArrayList<>();
        List<String> lacks = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        List<String> then = new ArrayList<>();
        String outcome = "proven";
        String part = "";
        String[] lines = text.split("\n");
        for (String line : List.of(lines).subList(1, lines.length)) {
            if (line.startsWith("-- outcome ")) {
                outcome = line.substring("-- outcome ".length());
            } else if (line.startsWith("-- reason ")) {
                reasons.add(line.substring("-- reason ".length()));
            } else if (line.startsWith("-- down has ")) {
                has.add(line.substring("-- down has ".length()));
            } else if (line.startsWith("-- down lacks ")) {
                lacks.add(line.substring("-- down lacks ".length()));
            } else if (line.startsWith("-- loses ")) {
                losses.add(line.substring("-- loses ".length()));
            } else if (line.matches("-- (given|migration|later|then)")) {
                part = line.substring(3);
            } else {
                switch (part) {
                    case "given" -> given.append(line).append('\n');
                    case "migration" -> migration.append(line).append('\n');
                    case "later" -> later.append(line).append('\n');
                    case "then" -> {
                        if (!line.isBlank()) {
                            then.add(line);
                        }
                    }
                    default -> throw new IllegalArgumentException(file + ": " + line);
                }
            }
        }
        return new GoldenCase(
                file + ": " + lines[0].strip(),
                given.toString(),
                migration.toString(),
                outcome,
                reasons,
                has,
                lacks,
                losses,
                later.toString(),
                then);
    }

    @Override
    public String toString() {
        return title;
    }
}
