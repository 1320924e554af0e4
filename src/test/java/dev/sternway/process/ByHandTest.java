package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.Cli;
import dev.sternway.cli.ServerInProcess;
import dev.sternway.ledger.Chain;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.run.Trail;
import dev.sternway.run.hand.Standstill;
import dev.sternway.run.hand.TakeWord;
import dev.sternway.run.step.Receipts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.ExternalTaskService;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sternway dies in the middle of a rollback, people go on, and Sternway takes over again. */
class ByHandTest {
    @TempDir
    private Path folder;

    @Test
    void peopleGoOnWhereADeadServerStoppedAndItGoesOnWhereTheyStopped() throws Exception {
        String rollback = untilTheServerDies();
        Path out = folder.resolve("out");
        String data = folder.resolve("data").toString();
        assertThat(Cli.run("export", rollback, "--data", data, "--out", out.toString()))
                .isZero();
        theExportSaysHowEveryStepStands(out);
        theScriptLeavesOutWhatIsFinished(out);
        assertThat(Cli.run(
                        "audit", "verify", "--file", out.resolve("ledger.jsonl").toString()))
                .isZero();
        assertThat(Cli.run("export", "rollback-none", "--data", data)).isEqualTo(2);
        assertThat(Cli.run("export", rollback, "--data", folder.resolve("none").toString()))
                .isEqualTo(2);

        try (ArmedPlans again = new ArmedPlans(folder, settings(true))) {
            assertThat(Cli.run("export", rollback, "--data", data))
                    .as("a server works there")
                    .isEqualTo(2);
            await().until(() -> again.bean(ExternalTaskService.class)
                            .createExternalTaskQuery()
                            .notLocked()
                            .count()
                    == 1);
            wordsThatDoNotHoldAreRefused(again, rollback);
            theWordOfPeopleIsTakenInOnce(again, rollback);
            again.bean(Standstill.class).end("olga");
            whatWaitsForPeopleGoesOnAtTheirWord(again, rollback);
            await().atMost(ArmedPlans.PATIENCE).until(() -> Files.exists(folder.resolve("code")));
            assertThat(diary()).as("nothing was done again that people did").containsExactly("long");
            assertThat(folder.resolve("sign")).doesNotExist();
            var entries = again.bean(Trail.class).of(rollback);
            assertThat(Chain.verify(entries)).isEmpty();
            assertThat(entries)
                    .filteredOn(entry -> entry.kind() == Entry.Kind.TAKEN_BY_HAND)
                    .extracting(entry -> entry.actor() + ": " + entry.text())
                    .containsExactly(
                            "olga: Take long is done by hand, on the word of maria: did it",
                            "olga: Move the sign is done by hand, on the word of maria: did it",
                            "olga: Phone the desk is done by hand, on the word of maria: did it",
                            "olga: Ask the oracle is done by hand, on the word of maria: did it",
                            "olga: Ring the bell is done by hand, on the word of maria: did it");
        }
    }

    private String untilTheServerDies() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder, settings(false))) {
            String guard = plans.arm(Optional.of("olga"), steps());
            String rollback = plans.fire(guard, "by-itself");
            await().atMost(ArmedPlans.PATIENCE).until(() -> diary().equals(List.of("long")));
            plans.cutPower();
            return rollback;
        }
    }

    private static void theExportSaysHowEveryStepStands(Path out) throws Exception {
        JsonNode state = PlanMapper.json().readTree(out.resolve("state.json").toFile());
        Map<String, String> steps = new TreeMap<>();
        state.path("steps")
                .forEach(step ->
                        steps.put(step.path("name").asText(), step.path("state").asText()));
        assertThat(steps)
                .containsEntry("Close the door", "done")
                .containsEntry("Take long", "started, unknown")
                .containsEntry("Move the sign", "waiting")
                .containsEntry("Old code", "waiting");
        assertThat(state.path("targets").toString()).doesNotContain("hidden").contains("****");
        assertThat(state.path("rollback").path("level").asText()).isEqualTo("code-only");
        assertThat(state.path("locks")).isNotEmpty();
        assertThat(Files.readString(out.resolve("README.md")))
                .contains("Look first", "show-maintenance/1", "Take long", "sternway serve --hold");
    }

    private static void theScriptLeavesOutWhatIsFinished(Path out) throws Exception {
        Process list = new ProcessBuilder("sh", out.resolve("continue.sh").toString(), "--list")
                .redirectErrorStream(true)
                .start();
        String text = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(list.waitFor()).as(text).isZero();
        assertThat(text)
                .doesNotContain("Close the door", "Make sure that this is decided")
                .containsSubsequence("Take long", "Move the sign", "Phone the desk", "Old code");
    }

    private void wordsThatDoNotHoldAreRefused(ArmedPlans again, String rollback) {
        assertThat(refusal(again, word(rollback, "Take lnog", true))).isEqualTo("SW-0742");
        assertThat(refusal(again, word(rollback, "Take long", true)))
                .as("the target knows better")
                .isEqualTo("SW-0745");
        assertThat(refusal(again, word(rollback, "Close the door", false))).isEqualTo("SW-0743");
        assertThat(refusal(
                        again,
                        new TakeWord.Word(rollback, "Take long", Optional.of(true), "maria", " ", "", "", false, "")))
                .isEqualTo("SW-0740");
        assertThat(refusal(
                        again,
                        new TakeWord.Word(rollback, "Take long", Optional.of(true), "maria", "x", "", "", true, "")))
                .as("despite the target, without a reason")
                .isEqualTo("SW-0740");
        assertThat(diary()).containsExactly("long");
    }

    private void theWordOfPeopleIsTakenInOnce(ArmedPlans again, String rollback) throws Exception {
        TakeWord take = again.bean(TakeWord.class);
        Files.writeString(folder.resolve("two"), "");
        asWhenItIsKilledInTheMiddle(again, rollback);
        assertThat(take.take(word(rollback, "show-maintenance/1", true), "olga").already())
                .isFalse();
        assertThat(take.take(word(rollback, "Take long", true), "olga").already())
                .isTrue();
        assertThat(take.take(word(rollback, "Move the sign", true), "olga").probe())
                .contains("cannot tell");
        take.take(word(rollback, "Phone the desk", true), "olga");
        Receipt receipt = again.bean(Receipts.class).of(rollback).stream()
                .filter(it -> it.step().equals("Move the sign"))
                .findFirst()
                .orElseThrow();
        assertThat(receipt.state()).isEqualTo(Receipt.State.BY_HAND);
        assertThat(receipt.owner()).isEqualTo("maria");
        assertThat(receipt.output()).isEqualTo("log of the night");
        assertThat(receipt.evidence())
                .containsEntry("by-hand", "on the word of maria")
                .containsEntry("taken-in-by", "olga")
                .containsKey("evidence-sha256");
    }

    private static void whatWaitsForPeopleGoesOnAtTheirWord(ArmedPlans again, String rollback) {
        again.task(rollback, "choose-how-to-go-on");
        again.bean(TakeWord.class).take(word(rollback, "Ask the oracle", true), "olga");
        again.task(rollback, "do-it-by-hand");
        again.bean(TakeWord.class).take(word(rollback, "Ring the bell", true), "olga");
        assertThat(again.asked(rollback)).containsOnlyOnce("choose-how-to-go-on", "do-it-by-hand");
    }

    private static void asWhenItIsKilledInTheMiddle(ArmedPlans again, String rollback) {
        int before = again.bean(Trail.class).of(rollback).size();
        new TransactionTemplate(again.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            again.bean(TakeWord.class).take(word(rollback, "Take long", true), "olga");
            status.setRollbackOnly();
        });
        assertThat(again.bean(Trail.class).of(rollback)).hasSize(before);
    }

    private static String refusal(ArmedPlans server, TakeWord.Word word) {
        var refused = new String[1];
        assertThatThrownBy(() -> server.bean(TakeWord.class).take(word, "olga"))
                .isInstanceOfSatisfying(
                        ProblemException.class, it -> refused[0] = it.problem().code());
        return refused[0];
    }

    private static TakeWord.Word word(String rollback, String step, boolean done) {
        return new TakeWord.Word(
                rollback, step, Optional.of(done), "maria", "did it", "night.log", "log of the night", false, "");
    }

    private List<String> diary() {
        try {
            Path diary = folder.resolve("diary");
            return Files.exists(diary) ? Files.readAllLines(diary) : List.of();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Map<String, Object> settings(boolean standstill) {
        Map<String, Object> settings = new HashMap<>(ServerInProcess.fileDatabase(folder.resolve("data")));
        settings.put("sternway.hold", standstill);
        return settings;
    }

    private String[] steps() {
        String host = "with: {host: PLAN-host, shell: true, ";
        return new String[] {
            "user: none}",
            "user: none}\n  PLAN-api: {type: service, url: \"http://user:hidden@localhost:1/\"}",
            "restoration: {within: 60m, steps: []}",
            "restoration: {within: 60m, steps: [{name: Ask the oracle, uses: command/run, retry: {attempts: 1}, "
                    + host + "argv: [\"false\"]}}, {name: Ring the bell, uses: manual/instruction, with: {role: ops,"
                    + " instruction: Ring it}}, {name: Old code, uses: command/run, " + host + "argv: [\"touch "
                    + folder + "/code\"]}}]}",
            "probe: [\"false\"]}}\n",
            "probe: [\"false\"]}}\n      - {name: Take long, uses: command/run, " + host + "argv: [\"echo long >> "
                    + folder
                    + "/diary; sleep 600\"], probe: [test, -e, " + folder + "/two]}}\n"
                    + "      - {name: Move the sign, uses: command/run, " + host + "argv: [\"touch " + folder
                    + "/sign\"]}}\n"
                    + "      - {name: Phone the desk, uses: manual/instruction, with: {role: ops, instruction: Phone them}}\n"
        };
    }
}
