package dev.sternway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sizes, names and habits, read from the sources of one project folder. */
final class HouseRules {
    static final int LONGEST_FILE = 300;
    static final int MOST_TYPES = 12;
    static final int MOST_PUBLIC_TYPES = 8;

    private static final Pattern NOTHING_SAID = Pattern.compile(".*(Manager|Helper|Utils?|Impl|Dto|Data|Info)\\.java");
    private static final Pattern GRAB_BAG = Pattern.compile(".*/(common|model|dto|utils?|impl|helpers?|misc)/.*");
    private static final Pattern SENTENCE = Pattern.compile("(?s)/\\*\\* [A-Z].*\\. ?\\*/\n.*package .*");
    private static final Pattern NAMES_THEM = Pattern.compile(".*/HouseRules(Test)?\\.java");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
    private static final Pattern SLEEP = Pattern.compile("Thread\\.sleep|TimeUnit\\.\\w+\\.sleep");
    private static final Pattern PRINT = Pattern.compile("System\\.(out|err)\\b|printStackTrace\\(\\)");
    private static final Pattern PRETENCE = Pattern.compile("import (static )?org\\.mockito|@Disabled|@Ignore");
    private static final Pattern FLOODED = Pattern.compile("getInputStream\\(\\)\\s*\\.readAllBytes");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^public (abstract |final |sealed |non-sealed )*(class|record|interface|enum|@interface) ");
    private static final Pattern CODE = Pattern.compile("\"(SW-\\d{4})\\b");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| (SW-\\d{4}) \\| \\S.* \\| \\S.* \\|$");

    private final Map<Path, String> sources;
    private final String problemsPage;

    private HouseRules(Map<Path, String> sources, String problemsPage) {
        this.sources = sources;
        this.problemsPage = problemsPage;
    }

    static HouseRules of(Path project) {
        Map<Path, String> sources = new TreeMap<>();
        for (String folder : List.of("src/main/java", "src/test/java")) {
            for (Path file : javaFiles(project.resolve(folder))) {
                sources.put(project.relativize(file), read(file).orElseThrow());
            }
        }
        return new HouseRules(sources, read(project.resolve("docs/problems.md")).orElse(""));
    }

    Stream<String> longFiles() {
        return sources.entrySet().stream()
                .filter(file -> lines(file.getValue()) > LONGEST_FILE)
                .map(file -> file.getKey() + " has " + lines(file.getValue()) + " lines");
    }

    Stream<String> crowdedPackages() {
        return packages("src/main/java").entrySet().stream()
                .filter(it -> it.getValue().size() > MOST_TYPES)
                .map(it -> it.getKey() + " has " + it.getValue().size() + " types");
    }

    Stream<String> talkativePackages() {
        return packages("src/main/java").entrySet().stream().flatMap(it -> {
            long open = it.getValue().stream()
                    .filter(file -> PUBLIC_TYPE.matcher(sources.get(file)).find())
                    .count();
            return open > MOST_PUBLIC_TYPES ? Stream.of(it.getKey() + " has " + open + " public types") : Stream.of();
        });
    }

    Stream<String> silentPackages() {
        return packages("src/main/java").keySet().stream()
                .filter(folder -> Optional.ofNullable(sources.get(folder.resolve("package-info.java")))
                        .filter(text -> SENTENCE.matcher(text).matches() && text.contains("@NullMarked"))
                        .isEmpty())
                .map(folder -> folder + " does not say in a sentence what it is for, or is not @NullMarked");
    }

    /** The tests' class files come first on the class path and would hide the module's own description. */
    Stream<String> hiddenPackages() {
        return sources.keySet().stream()
                .filter(file -> file.startsWith("src/test/java") && file.endsWith("package-info.java"))
                .filter(file -> sources.containsKey(Path.of("src/main/java")
                        .resolve(Path.of("src/test/java").relativize(file))))
                .map(file -> file + " hides the one of the sources");
    }

    Stream<String> emptyNames() {
        return sources.keySet().stream()
                .filter(file -> NOTHING_SAID.matcher(file.toString()).matches()
                        || GRAB_BAG.matcher(file.toString()).matches())
                .map(file -> file + " has a name that says nothing");
    }

    Stream<String> unfinishedWork() {
        return having(UNFINISHED, "leaves work for later");
    }

    Stream<String> sleepers() {
        return having(SLEEP, "sleeps instead of waiting for something");
    }

    Stream<String> printers() {
        return having(PRINT, "prints instead of logging or answering");
    }

    Stream<String> flooded() {
        return having(FLOODED, "holds all that a program or a stranger cares to write: Printed holds a part")
                .filter(it -> it.startsWith("src/main/java"));
    }

    Stream<String> pretences() {
        return having(PRETENCE, "mocks or skips");
    }

    Stream<String> unexplainedProblems() {
        List<String> explained = explained();
        return raised().filter(code -> !explained.contains(code)).map(code -> code + " is not in docs/problems.md");
    }

    Stream<String> forgottenProblems() {
        List<String> raised = raised().toList();
        return explained().stream()
                .filter(code -> !raised.contains(code))
                .map(code -> code + " is in docs/problems.md, but nothing raises it");
    }

    Stream<String> muddledProblems() {
        List<String> explained = explained();
        return Stream.of(explained.stream().distinct().sorted().toList())
                .filter(tidy -> !tidy.equals(explained))
                .map(tidy -> "docs/problems.md explains a code twice or is not in order");
    }

    private Stream<String> having(Pattern pattern, String what) {
        return sources.entrySet().stream()
                .filter(file -> !NAMES_THEM.matcher(file.getKey().toString()).matches())
                .filter(file -> pattern.matcher(file.getValue()).find())
                .map(file -> file.getKey() + " " + what);
    }

    private Stream<String> raised() {
        return sources.entrySet().stream()
                .filter(file -> file.getKey().startsWith("src/main/java"))
                .flatMap(file -> CODE.matcher(file.getValue()).results())
                .map(code -> code.group(1))
                .distinct()
                .sorted();
    }

    private List<String> explained() {
        return DOCUMENTED
                .matcher(problemsPage)
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    private Map<Path, List<Path>> packages(String folder) {
        return sources.keySet().stream()
                .filter(file -> file.startsWith(folder) && !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
    }

    private static long lines(String text) {
        return text.lines().count();
    }

    private static List<Path> javaFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
