package dev.sternway.planner.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.Outcome;
import dev.sternway.planner.Theirs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenCasesParseTest {
    static List<GoldenCase> cases() {
        List<String> only = List.of(System.getProperty("golden", "").split(","));
        return GoldenCase.all().stream()
                .filter(one -> only.stream().anyMatch(one.name()::startsWith))
                .toList();
    }

    @Test
    void everyRowOfTheTableHasACase() {
        Set<Integer> rows = GoldenCase.all().stream().map(GoldenCase::row).collect(Collectors.toSet());
        assertThat(IntStream.rangeClosed(1, 86).filter(row -> !rows.contains(row)))
                .isEmpty();
    }

    /** Slow, and of use only to those who change a case: the reverse table runs them all with the planner. */
    @EnabledIfSystemProperty(named = "golden", matches = ".+")
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void runsOnRealPostgresqlAndKnowsWhatPeoplesOwnWayBackIsWorth(GoldenCase golden) {
        String database = golden.base().isEmpty() ? GoldenDatabases.create() : GoldenDatabases.copyOf(golden.base());
        assertThat(ClientTool.script(database, golden.setup())).as("setup").isEmpty();
        Judge.Sight before = Judge.see(database);
        Optional<String> forward = ClientTool.script(database, golden.forward());
        if (golden.expected().equals(Set.of(Outcome.FAILED_FORWARD))) {
            assertThat(forward).as("forward").isPresent();
        } else {
            assertThat(forward).as("forward").isEmpty();
        }
        if (!golden.theirs().isEmpty()) {
            assertThat(worth(database, golden, before)).isEqualTo(golden.theirsIs());
        }
        GoldenDatabases.drop(database);
        if (!golden.later().isEmpty()) {
            laterRuns(golden);
        }
    }

    private static Theirs.Result worth(String database, GoldenCase golden, Judge.Sight before) {
        if (ClientTool.script(database, golden.theirs()).isPresent()) {
            return Theirs.Result.ERROR;
        }
        return Judge.harmful(before, Judge.see(database)).isEmpty() ? Theirs.Result.EQUAL : Theirs.Result.DIFFERENT;
    }

    private static void laterRuns(GoldenCase golden) {
        String database = golden.base().isEmpty() ? GoldenDatabases.create() : GoldenDatabases.copyOf(golden.base());
        assertThat(ClientTool.script(database, golden.setup() + golden.forward() + golden.later()))
                .as("later")
                .isEmpty();
        GoldenDatabases.drop(database);
    }
}
