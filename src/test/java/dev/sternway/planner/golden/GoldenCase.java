package dev.sternway.planner.golden;

import dev.sternway.planner.Outcome;
import dev.sternway.planner.Theirs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One migration with the world it meets and what must come of it.
 *
 * @param row of the reverse table
 * @param base the script in {@code planner/bases} that the world starts from; empty for an empty database
 * @param later what users write after the migration, before the way back; empty where it does not matter
 * @param theirs the way back that people write; empty where there is none
 * @param expected any of these outcomes is right
 * @param words that the reason or the way back must contain, or empty
 * @param answers what queries give after the way back
 * @param refuses words of the error with which the way back must end after {@code later}, leaving everything as it is
 * @param kept texts that must still stand in some row of some table afterwards, be it in the salvage schema
 */
record GoldenCase(
        String name,
        int row,
        String base,
        String setup,
        String forward,
        String later,
        String theirs,
        Theirs.Result theirsIs,
        Set<Outcome> expected,
        String words,
        List<Answer> answers,
        Optional<String> refuses,
        List<String> kept) {
    static final Path FOLDER = Path.of("src/test/resources/planner/table");
    private static final Pattern NAME = Pattern.compile("(\\d\\d)-[a-z0-9-]+\\.sql");
    private static final Pattern EXPECT = Pattern.compile("([a-z-]+(?: or [a-z-]+)*)(?:: (.+))?");

    record Answer(String query, String value) {}

    static List<GoldenCase> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(GoldenCase::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GoldenCase read(Path file) {
        String name = file.getFileName().toString();
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException(name + " is not called NN-what-happens.sql");
        }
        CaseText text = CaseText.of(name, GoldenDatabases.text(file));
        Matcher expect = EXPECT.matcher(text.one("expect").orElse(""));
        if (!expect.matches()) {
            throw new IllegalArgumentException(name + " does not say what to expect");
        }
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        for (String word : expect.group(1).split(" or ")) {
            outcomes.add(Outcome.valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_')));
        }
        return new GoldenCase(
                name.replace(".sql", ""),
                Integer.parseInt(parts.group(1)),
                text.one("base").orElse(""),
                text.section("setup"),
                text.section("forward"),
                text.section("later"),
                text.section("theirs"),
                Theirs.Result.valueOf(text.one("theirs-is").orElse("absent").toUpperCase(java.util.Locale.ROOT)),
                outcomes,
                Optional.ofNullable(expect.group(2)).orElse(""),
                text.all("after").stream().map(line -> answer(name, line)).toList(),
                text.one("refuses"),
                text.all("kept"));
    }

    private static Answer answer(String name, String line) {
        int arrow = line.lastIndexOf(" => ");
        if (arrow < 0) {
            throw new IllegalArgumentException(name + ": no => in " + line);
        }
        return new Answer(line.substring(0, arrow), line.substring(arrow + 4));
    }

    @Override
    public String toString() {
        return name;
    }
}
