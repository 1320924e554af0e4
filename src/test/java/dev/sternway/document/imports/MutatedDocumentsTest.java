package dev.sternway.document.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sternway.document.Markdown;
import dev.sternway.document.render.Actuals;
import dev.sternway.document.render.PlanDocument;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.PlanYaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever happens to a document, importing it neither fails nor drops anything. */
class MutatedDocumentsTest {
    private static final int DOCUMENTS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> ODD = List.of(
            "\u202eevil",
            "\ud83d\ude00",
            "\u0000",
            "\u2028",
            "\ufeff",
            "&lt;b&gt;",
            "<script>",
            "~~~",
            "```",
            "    ",
            "\t",
            "|",
            "||||",
            "**",
            "__",
            "[](",
            "![",
            "- [ ]",
            "> ",
            ">>>>>>",
            "1.",
            "#",
            "=====",
            "-----",
            "| --- | --- |",
            "<!--",
            "$(rm -rf /)",
            "${feature}",
            "\\",
            "`",
            "\u00e9\u0301",
            "\u5fa9\u65e7\u8a08\u753b",
            "<details>",
            "&#10;",
            "**Line:** 3",
            "| Format | sternway.dev/v1 |");

    @Test
    void nothingIsDroppedAndNothingFails() throws Exception {
        List<List<String>> documents = documents();
        Random random = new Random(20_261_121);
        for (int i = 0; i < DOCUMENTS; i++) {
            List<String> lines = new ArrayList<>(part(documents.get(i % documents.size()), random));
            List<String> marks = new ArrayList<>();
            for (int change = random.nextInt(12); change >= 0; change--) {
                mutate(lines, random);
            }
            for (int mark = random.nextInt(40); mark > 0; mark--) {
                mark(lines, marks, random);
            }
            String source = String.join("\n", lines);
            marks.removeIf(mark -> !source.contains(mark));
            ImportedPlan imported = assertTimeoutPreemptively(
                    PATIENCE,
                    () -> RollbackDocument.read("mutated.md", source.getBytes(StandardCharsets.UTF_8)),
                    () -> "document " + source.length() + ":\n" + source);

            String kept = PlanYaml.write(imported.tree()) + imported.files();
            int number = i;
            assertThat(marks)
                    .allSatisfy(mark -> assertThat(kept.contains(mark))
                            .as(() -> "document " + number + " dropped: " + around(mark, lines))
                            .isTrue());
            if (i % 10 == 0 && Markdown.shown(source).equals(source)) {
                readsBack(imported);
            }
        }
    }

    private static void readsBack(ImportedPlan imported) {
        String rendered = PlanDocument.markdown(
                imported.plan(), path -> Optional.ofNullable(imported.files().get(path)), Actuals.NONE);
        assertThat(RollbackDocument.read("again.md", rendered.getBytes(StandardCharsets.UTF_8))
                        .plan())
                .usingRecursiveComparison()
                .isEqualTo(imported.plan());
    }

    /** The whole document, or more often some pages of it. */
    private static List<String> part(List<String> lines, Random random) {
        if (random.nextInt(8) == 0) {
            return lines;
        }
        int first = random.nextInt(lines.size() - 20);
        return lines.subList(first, Math.min(lines.size(), first + 20 + random.nextInt(80)));
    }

    private static String around(String mark, List<String> lines) {
        int at = 0;
        while (!lines.get(at).contains(mark)) {
            at++;
        }
        return String.join("\n", lines.subList(Math.max(0, at - 6), Math.min(lines.size(), at + 4)));
    }

    private static List<List<String>> documents() throws Exception {
        List<List<String>> documents = new ArrayList<>();
        documents.add(Files.readAllLines(Path.of("src/test/resources/document/saved-cards.md")));
        documents.add(Files.readAllLines(Path.of("src/test/resources/document/playbook.md")));
        PlanBundle bundle = PlanBundle.ofFolder(Path.of("plans/MIG-002"));
        documents.add(PlanDocument.markdown(
                        bundle.read(Optional.empty()).plan().orElseThrow(),
                        path -> bundle.file(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                        Actuals.NONE)
                .lines()
                .toList());
        return documents;
    }

    /** A word that no vocabulary has, at the end of a line, of a cell, or on a line of its own. */
    private static void mark(List<String> lines, List<String> marks, Random random) {
        int at = random.nextInt(lines.size());
        String mark = "zq" + marks.size() + "x" + random.nextInt(1_000_000) + "y";
        marks.add(mark);
        String line = lines.get(at);
        int bar = line.lastIndexOf('|');
        switch (random.nextInt(4)) {
            case 0 -> lines.add(at, mark);
            case 1 ->
                lines.set(
                        at,
                        bar > 0 ? line.substring(0, bar) + " " + mark + " " + line.substring(bar) : line + " " + mark);
            case 2 -> lines.set(at, line.replaceFirst(" ", " " + mark + " ") + (line.contains(" ") ? "" : mark));
            default -> lines.set(at, line + " " + mark);
        }
    }

    private static void mutate(List<String> lines, Random random) {
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(12)) {
            case 0 ->
                lines.subList(at, Math.min(lines.size(), at + 1 + random.nextInt(3)))
                        .clear();
            case 1 ->
                lines.addAll(
                        other, List.copyOf(lines.subList(at, Math.min(lines.size(), at + 1 + random.nextInt(20)))));
            case 2 -> java.util.Collections.swap(lines, at, other);
            case 3 ->
                lines.set(
                        at,
                        lines.get(at).substring(0, random.nextInt(lines.get(at).length() + 1)));
            case 4 -> lines.set(at, lines.get(at) + ODD.get(random.nextInt(ODD.size())));
            case 5 -> lines.set(at, ODD.get(random.nextInt(ODD.size())) + lines.get(at));
            case 6 -> lines.add(at, ODD.get(random.nextInt(ODD.size())));
            case 7 -> lines.add(at, "```" + (random.nextBoolean() ? "bash" : ""));
            case 8 -> lines.addAll(at, nested(random));
            case 9 -> lines.addAll(at, table(random));
            case 10 -> lines.set(at, "    ".repeat(random.nextInt(4)) + lines.get(at));
            default ->
                lines.subList(Math.min(lines.size() - 1, at + lines.size() / 2), lines.size())
                        .clear();
        }
        if (lines.isEmpty()) {
            lines.add("# Left over");
        }
    }

    private static List<String> nested(Random random) {
        List<String> lines = new ArrayList<>();
        for (int depth = 0; depth < 2 + random.nextInt(60); depth++) {
            lines.add("  ".repeat(depth) + (random.nextBoolean() ? "- " : "1. ") + "deep " + depth);
        }
        lines.add("> ".repeat(random.nextInt(200)) + "quoted");
        return lines;
    }

    private static List<String> table(Random random) {
        List<String> lines = new ArrayList<>();
        int columns = 1 + random.nextInt(20);
        lines.add("");
        lines.add("|" + " Risk |".repeat(columns));
        lines.add("|" + " --- |".repeat(columns));
        for (int row = random.nextInt(60); row > 0; row--) {
            lines.add("|" + (" cell " + row + " |").repeat(1 + random.nextInt(columns + 2)));
        }
        return lines;
    }
}
