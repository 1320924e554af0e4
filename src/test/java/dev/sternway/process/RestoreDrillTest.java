package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.base.Problem;
import dev.sternway.ledger.Anchors;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.LedgerFile;
import dev.sternway.ledger.Receipt;
import dev.sternway.run.Trail;
import dev.sternway.run.step.Receipts;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sternway's own database is lost in the middle of rollbacks, restored from a backup, and the rollbacks go on. */
class RestoreDrillTest {
    private static final String LONG = "Take long";
    private static final String BLIND = "Move the sign";

    @TempDir
    private Path folder;

    @Test
    void aFileThatIsLostIsRestoredAndWhatHappenedSinceTheBackupIsFoundAndNotRepeated() throws Exception {
        drill(new OwnDatabase.File(folder));
    }

    @Test
    void aPostgresqlThatIsDroppedIsRestoredAndWhatHappenedSinceTheBackupIsFoundAndNotRepeated() throws Exception {
        drill(new OwnDatabase.Postgresql(folder, PostgresServer.create()));
    }

    private void drill(OwnDatabase own) throws Exception {
        String waiting;
        String middle;
        List<String> export;
        try (ArmedPlans plans = new ArmedPlans(folder, settings(own, false))) {
            waiting = plans.fire(plans.arm(Optional.empty()), "by-people");
            plans.task(waiting, "decide-what-to-do");
            middle = plans.fire(plans.arm(Optional.of("olga"), steps()), "by-itself");
            until("long begins");
            own.backUp(plans);
            Files.createFile(folder.resolve("go"));
            until("sign moved", "desk begins");
            export = export(plans);
            own.lose(plans);
        }
        own.restore();

        try (ArmedPlans again = new ArmedPlans(folder, settings(own, true))) {
            assertThat(again.task(waiting, "decide-what-to-do"))
                    .as("still waits for people")
                    .isNotNull();
            assertThat(LedgerFile.read("now", export(again)).lacks(LedgerFile.read("before", export)))
                    .extracting(Problem::what)
                    .as("the ledger says honestly what is missing")
                    .anyMatch(what -> what.contains("entry is another than in the export") && what.contains(LONG));
            assertThat(LedgerFile.read("now", export(again)).verify()).isEmpty();

            var task = again.task(middle, "choose-how-to-go-on");
            assertThat(state(again, middle, LONG)).as("found done by its probe").isEqualTo(Receipt.State.ALREADY);
            assertThat(again.shown(task, "stepName"))
                    .as("neither probeable nor known: a person")
                    .isEqualTo(BLIND);
            assertThat(diary())
                    .as("nothing twice")
                    .containsExactly("long begins", "long ends", "sign moved", "desk begins");
            assertThat(again.ledger(middle, Entry.Kind.RESTORED))
                    .singleElement()
                    .asString()
                    .contains("is missing here");
            again.complete(task, "maria", Map.of("stepChoice", "SKIP", "skipReason", "I saw it moved"));
            until("desk begins", "desk begins again");
            assertThat(diary()).filteredOn("sign moved"::equals).hasSize(1);
        }
    }

    private void until(String... lines) {
        await().atMost(ArmedPlans.PATIENCE.multipliedBy(2)).until(() -> diary().containsAll(List.of(lines)));
    }

    private static Receipt.State state(ArmedPlans server, String rollback, String step) {
        return server.bean(Receipts.class).of(rollback).stream()
                .filter(receipt -> receipt.step().equals(step))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .state();
    }

    private static List<String> export(ArmedPlans server) {
        Trail trail = server.bean(Trail.class);
        List<String> lines = new ArrayList<>(List.of(LedgerFile.head(Optional.empty())));
        trail.of(Anchors.CHAIN).forEach(entry -> lines.add(LedgerFile.line(entry)));
        trail.runs().forEach(run -> trail.of(run).forEach(entry -> lines.add(LedgerFile.line(entry))));
        return lines;
    }

    private List<String> diary() throws java.io.IOException {
        Path diary = folder.resolve("diary");
        return Files.exists(diary) ? Files.readAllLines(diary) : List.of();
    }

    private static Map<String, Object> settings(OwnDatabase own, boolean restored) {
        Map<String, Object> settings = new HashMap<>(own.settings());
        settings.put("sternway.restored", restored);
        return settings;
    }

    /** One that can be asked for, one that leaves nothing, one that takes for ever. */
    private String[] steps() {
        String step = "\n      - {name: %s, uses: command/run, with: {host: PLAN-host, shell: true, argv: [\"%s\"]%s}}";
        String diary = folder + "/diary";
        return new String[] {
            "probe: [\"false\"]}}\n",
            "probe: [\"false\"]}}"
                    + step.formatted(
                            LONG,
                            "echo long begins >> " + diary + "; until [ -e " + folder + "/go ]; do sleep 0.1; done;"
                                    + " echo long ends >> " + diary + "; touch " + folder + "/long",
                            ", probe: [test, -e, " + folder + "/long]")
                    + step.formatted(BLIND, "echo sign moved >> " + diary, "")
                    + step.formatted(
                            "Sit at the desk",
                            "if [ -e " + folder + "/desk ]; then echo desk begins again >> " + diary + "; else touch "
                                    + folder + "/desk; echo desk begins >> " + diary + "; sleep 600; fi",
                            ", probe: [\"false\"]")
                    + "\n"
        };
    }
}
