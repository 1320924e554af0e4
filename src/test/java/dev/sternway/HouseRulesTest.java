package dev.sternway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HouseRulesTest {
    private static final String MAIN = "src/main/java/dev/sternway/broken/";
    private static final String DEMO = "src/test/java/dev/sternway/demo/";

    /** A rule, the smallest files that break it, and the places that may, each with its reason. */
    enum Rule {
        FILES_ARE_SHORT(
                HouseRules::longFiles,
                List.of(),
                new Broken(MAIN + "Long.java", "//\n".repeat(1 + HouseRules.LONGEST_FILE))),
        PACKAGES_ARE_SMALL(HouseRules::crowdedPackages, List.of(), types(1 + HouseRules.MOST_TYPES, "class")),
        FEW_TYPES_ARE_PUBLIC(
                HouseRules::talkativePackages,
                // the vocabulary that everybody shares
                List.of("src/main/java/dev/sternway/plan has"),
                types(1 + HouseRules.MOST_PUBLIC_TYPES, "public record")),
        PACKAGES_SAY_WHAT_THEY_ARE_FOR(
                HouseRules::silentPackages,
                List.of(),
                new Broken(MAIN + "Word.java", ""),
                new Broken(MAIN + "package-info.java", "/** todo */\n@NullMarked\npackage dev.sternway.broken;")),
        TESTS_HIDE_NO_PACKAGE(
                HouseRules::hiddenPackages,
                List.of(),
                new Broken(MAIN + "package-info.java", ""),
                new Broken("src/test/java/dev/sternway/broken/package-info.java", "")),
        NAMES_SAY_SOMETHING(
                HouseRules::emptyNames,
                List.of(),
                new Broken(MAIN + "PlanManager.java", ""),
                new Broken(MAIN + "util/Text.java", "")),
        NOTHING_IS_LEFT_FOR_LATER(HouseRules::unfinishedWork, List.of(), new Broken(MAIN + "Later.java", "// TODO")),
        NOBODY_FLOODS_MEMORY(
                HouseRules::flooded,
                // the gate before it lets 1 MiB through
                List.of("src/main/java/dev/sternway/api/AlertDoor.java"),
                new Broken(MAIN + "Tool.java", "process.getInputStream().readAllBytes()")),
        NOTHING_SLEEPS(
                HouseRules::sleepers,
                // the demo is a program for people: its visitors pause, and it looks at the server now and then
                List.of(
                        DEMO,
                        // each asks something outside that cannot call back, and stops when interrupted
                        "src/main/java/dev/sternway/database/Sessions.java",
                        "src/main/java/dev/sternway/executor/command/ProcessGroup.java",
                        "src/main/java/dev/sternway/executor/argo/Waiting.java",
                        "src/main/java/dev/sternway/executor/compose/Steady.java",
                        "src/main/java/dev/sternway/executor/kubernetes/Readiness.java",
                        "src/main/java/dev/sternway/executor/maintenance/PageOutside.java",
                        "src/main/java/dev/sternway/executor/traffic/HaproxySwitch.java",
                        "src/main/java/dev/sternway/executor/sql/Patience.java",
                        "src/main/java/dev/sternway/store/reopen/ReopenFile.java",
                        // renews leases at a fixed pace
                        "src/main/java/dev/sternway/process/step/StepWorker.java"),
                new Broken("src/test/java/SleepyTest.java", "Thread.sleep(1);")),
        NOTHING_PRINTS(
                HouseRules::printers,
                List.of(
                        DEMO,
                        // answers to a person at a terminal
                        "src/main/java/dev/sternway/cli/",
                        // the first password must not reach the log
                        "src/main/java/dev/sternway/process/people/FirstStart.java"),
                new Broken(MAIN + "Chatty.java", "System.out.println();")),
        NOTHING_PRETENDS(
                HouseRules::pretences,
                List.of(),
                new Broken("src/test/java/MockTest.java", "import org.mockito.Mock;")),
        PROBLEMS_ARE_EXPLAINED(
                HouseRules::unexplainedProblems, List.of(), new Broken(MAIN + "Odd.java", "of(\"SW-9999\")")),
        EXPLANATIONS_ARE_NEEDED(
                HouseRules::forgottenProblems, List.of(), new Broken("docs/problems.md", "| SW-9999 | it | does |\n")),
        EXPLANATIONS_ARE_IN_ORDER(
                HouseRules::muddledProblems,
                List.of(),
                new Broken("docs/problems.md", "| SW-9999 | it | does |\n".repeat(2)));

        private final Function<HouseRules, Stream<String>> violations;
        private final List<String> excepted;
        private final Broken[] broken;

        Rule(Function<HouseRules, Stream<String>> violations, List<String> excepted, Broken... broken) {
            this.violations = violations;
            this.excepted = excepted;
            this.broken = broken;
        }

        Stream<String> violations(HouseRules rules) {
            return violations
                    .apply(rules)
                    .filter(what -> excepted.stream().noneMatch(what::startsWith))
                    .map(what -> name() + ": " + what);
        }
    }

    record Broken(String path, String text) {}

    @Test
    void theHouseRulesAreKept() {
        HouseRules rules = HouseRules.of(Path.of(""));

        List<String> violations = Arrays.stream(Rule.values())
                .flatMap(rule -> rule.violations(rules))
                .toList();

        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRuleFindsWhatBreaksIt(Rule rule, @TempDir Path project) throws IOException {
        for (Broken broken : rule.broken) {
            Path file = project.resolve(broken.path());
            Files.createDirectories(file.getParent());
            Files.writeString(file, broken.text());
        }

        assertThat(rule.violations(HouseRules.of(project))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyExceptionIsStillNeeded(Rule rule) {
        List<String> found = rule.violations.apply(HouseRules.of(Path.of(""))).toList();

        assertThat(rule.excepted.stream()
                        .filter(place -> found.stream().noneMatch(what -> what.startsWith(place)))
                        .collect(Collectors.toList()))
                .isEmpty();
    }

    private static Broken[] types(int count, String kind) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Broken(MAIN + "T" + number + ".java", kind + " T" + number + "() {}"))
                .toArray(Broken[]::new);
    }
}
