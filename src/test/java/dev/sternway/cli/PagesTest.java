package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the documentation: one finds every one of them, and what they tell to type is understood. */
class PagesTest {
    private static final Path FIRST = Path.of("README.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^\\s*(?:\\$ )?|`)\\./sternway ([^`\\n]+)");
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|'[^']*'|\\S+");
    private static final Pattern OF_THE_LAUNCHER = Pattern.compile("(demo|bench)\\b.*|-.*");

    /** A command and the page it stands on. */
    record Told(Path page, String command) {}

    static Stream<Told> commands() {
        return pages().flatMap(page -> COMMAND.matcher(text(page).replace("\\\n", " "))
                        .results()
                        .map(found -> new Told(page, found.group(1).strip())))
                .filter(told -> !OF_THE_LAUNCHER.matcher(told.command()).matches());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatAPageTellsToTypeIsUnderstood(Told told) {
        Cli.commandLine().parseArgs(words(told.command()).toArray(String[]::new));
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> dead = new ArrayList<>();
        pages().forEach(page -> links(page)
                .filter(target -> !Files.exists(target))
                .forEach(target -> dead.add(page + " -> " + target)));

        assertThat(dead).isEmpty();
    }

    @Test
    void everyPageIsReachedFromTheFirst() {
        Set<Path> reached = new TreeSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(FIRST));
        while (!open.isEmpty()) {
            Path page = open.pop();
            if (Files.isDirectory(page)) {
                in(page).forEach(reached::add);
            } else if (reached.add(page) && page.toString().endsWith(".md")) {
                links(page).filter(Files::exists).forEach(open::push);
            }
        }

        assertThat(pages()).isSubsetOf(reached);
    }

    private static Stream<Path> pages() {
        return Stream.concat(
                Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
                        .map(Path::of),
                in(Path.of("docs")));
    }

    private static Stream<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> links(Path page) {
        Path folder = page.getParent() == null ? Path.of("") : page.getParent();
        return LINK.matcher(text(page))
                .results()
                .map(found -> found.group(1))
                .filter(target -> !target.contains(":") && !target.startsWith("/"))
                .map(target -> folder.resolve(target).normalize());
    }

    /** Without what a shell does with them, and without what may be left out. */
    private static List<String> words(String command) {
        String bare = command.replaceAll("\\[[^\\]]*]", " ").replaceAll("\\s(#|>|<|&|\\||2>|;|…|\\)).*", " ");
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(bare);
        while (word.find()) {
            words.add(word.group().replaceAll("[\"']", "").replaceAll("\\$\\w+", "1"));
        }
        return words;
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
