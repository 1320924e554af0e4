package dev.sternway.chaos;

import dev.sternway.chaos.Blow.Kind;
import dev.sternway.testing.Alone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rollbacks while one of two nodes is killed, stopped and continued, cut off from the database, or shown another time of
 * day, and while both are killed in the middle of steps that run side by side. In short, at one step for each; with
 * {@code -Dsternway.chaos=long} at every step, and at fifty random moments; {@code target/chaos.txt} tells how far it is.
 */
@Alone
class ChaosTest {
    private static final boolean LONG = "long".equals(System.getProperty("sternway.chaos"));
    private static final long SEED = Long.getLong("sternway.seed", 20261124);
    /** Patterns, for looking into one of them. */
    private static final String KINDS = System.getProperty("sternway.kind", ".*");

    private static final String AT_STEPS = System.getProperty("sternway.step", ".*");

    /** To go on where an earlier run was ended; the first is 1. */
    private static final int FROM = Integer.getInteger("sternway.from", 1);

    private static final Path DIARY = Path.of("target/chaos.txt");
    private static final int RANDOM = 50;
    private static final int AT_ONCE = 2;
    private static final long LONGEST_DELAY = 9_000;

    /** How the names of the steps begin. */
    private static final List<String> STEPS = List.of(
            "put - show",
            "blind_command",
            "asked_post",
            "row_asked",
            "row_blind",
            "row_last",
            "Freeze writes",
            "Fingerprint",
            "Run the reverse scripts",
            "Set sequences",
            "Compare schema",
            "Let writes",
            "rows",
            "asked_command",
            "beside_command",
            "behind_command",
            "blind_post",
            "check",
            "put - open");

    @TempDir
    private static Path folder;

    private static Pair pair;

    @BeforeAll
    static void start() throws Exception {
        pair = new Pair(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        pair.close();
    }

    @TestFactory
    Stream<DynamicTest> everyRollbackEndsRolledBackAndNothingIsDoneTwice() {
        List<Blow> blows = (LONG ? all() : few())
                .stream()
                        .filter(blow -> blow.kind().name().matches(KINDS))
                        .filter(blow -> blow.step().orElse("").matches(AT_STEPS))
                        .toList();
        return IntStream.range(FROM - 1, blows.size()).mapToObj(i -> {
            String name = i + 1 + " of " + blows.size() + ": " + blows.get(i);
            return DynamicTest.dynamicTest(name, () -> noted(name, blows.get(i)));
        });
    }

    /** The long form takes longer than anybody wants to wait without a word. */
    private static void noted(String name, Blow blow) throws Exception {
        String end = "failed";
        try {
            survives(blow);
            end = "survived";
        } finally {
            Files.writeString(
                    DIARY,
                    LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + name + ": " + end + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private static List<Blow> few() {
        return List.of(
                Blow.at("row_blind", Kind.KILLED),
                Blow.at("Run the reverse scripts", Kind.PAUSED),
                Blow.at("asked_post", Kind.SILENCED),
                Blow.at("Fingerprint", Kind.CLOCK_FORWARD),
                Blow.at("beside_command", Kind.ALL_KILLED));
    }

    private static List<Blow> all() {
        Random dice = new Random(SEED);
        List<Blow> all = new ArrayList<>();
        STEPS.forEach(step -> Stream.of(Kind.values()).forEach(kind -> all.add(Blow.at(step, kind))));
        for (int i = 0; i < RANDOM; i++) {
            Kind kind = Kind.values()[dice.nextInt(Kind.values().length)];
            all.add(Blow.after(dice.nextLong(LONGEST_DELAY), dice.nextInt(2), kind));
        }
        Collections.shuffle(all, dice);
        return all;
    }

    private static void survives(Blow blow) throws Exception {
        List<Victim> victims = new ArrayList<>();
        List<String> runs = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                String id = "plan-" + Long.toString(System.nanoTime(), 36);
                victims.add(pair.add(new Victim(id, folder.resolve(id))));
            }
            pair.arm(victims);
            for (Victim victim : victims) {
                runs.add(pair.fire(pair.nodes().get(runs.size() % 2), victim));
            }
            blow.strike(pair, runs);
            for (int i = 0; i < AT_ONCE; i++) {
                Verdict.of(pair, runs.get(i), victims.get(i)).check();
            }
            Verdict.ofAll(pair);
        } catch (Exception | AssertionError failure) {
            for (String run : runs) {
                failure.addSuppressed(new AssertionError(pair.report(run)));
            }
            throw failure;
        } finally {
            pair.forget(victims);
        }
    }
}
