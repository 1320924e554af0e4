package dev.sternway.executor.helm;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a program with helm's words and answers, whose history is a file; no registry has helm itself. */
class HelmRollbackTest {
    private static final String HELM = """
            #!/bin/sh
            echo "WARNING: Kubernetes configuration file is group-readable." >&2
            command=$1 release=$2 revision=$3
            [ ! -e away ] || { echo 'Error: Kubernetes cluster unreachable: Get "https://10.0.0.1": dial tcp: i/o timeout'; exit 1; }
            [ ! -e refusing ] || { echo 'Error: query: failed to query with labels: secrets is forbidden: User "x" cannot list'; exit 1; }
            [ "$release" = shop ] || { echo "Error: $command: release: not found"; exit 1; }
            said() { printf '%s{"revision":%s,"updated":"2026-11-22T01:00:00Z","status":"%s","chart":"shop-1.%s","app_version":"%s","description":"%s"}' "$6" "$1" "$2" "$3" "$4" "$5"; }
            case $command in
            history)
                printf '['; first=''
                while IFS='|' read -r number status description; do
                    said "$number" "$status" "$number" "$number" "$description" "$first"; first=','
                done <history
                echo ']' ;;
            rollback)
                grep -q "^$revision|" history || { echo "Error: release has no $revision version"; exit 1; }
                case " $* " in *" --dry-run "*) echo 'Rollback was a success! Happy Helming!'; exit 0 ;; esac
                next=$(($(wc -l <history) + 1))
                sed -i 's/|deployed|/|superseded|/' history
                echo "$next|pending-rollback|Rollback to $revision" >>history
                [ ! -e slow ] || sleep 30
                if [ -e broken ]; then
                    sed -i "s/^$next|pending-rollback/$next|failed/" history
                    echo 'Error: timed out waiting for the condition'; exit 1
                fi
                sed -i "s/^$next|pending-rollback/$next|deployed/" history
                echo 'Rollback was a success! Happy Helming!' ;;
            esac
            """;

    private final HelmRollback step = new HelmRollback();
    private final HelmRollback.Inputs with = inputs(step, "{target: here, release: shop, helm: [./helm]}");

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeEach
    void install() throws IOException {
        Path helm = Files.writeString(folder.resolve("helm"), HELM);
        Files.setPosixFilePermissions(helm, PosixFilePermissions.fromString("rwxr-xr-x"));
        history("1|superseded|Install complete", "2|deployed|Upgrade complete");
        context = new TestContext(folder).target("here", Targets.host(folder, Map.of()));
    }

    @Test
    void goesBackToTheRevisionOfArmingAndForwardAgain() throws Exception {
        assertThat(done(outcome(() -> step.ready(with, context))))
                .containsEntry("revision", "2")
                .containsEntry("chart", "shop-1.2");
        assertThat(last()).as("nothing is done at arming").startsWith("2|");
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Already.class);
        release();
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Needed.class);

        done(outcome(() -> step.run(with, context)));

        done(step.verify(with, context));
        assertThat(last()).isEqualTo("4|deployed|Rollback to 2");
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Already.class);
        done(step.undo(with, context));
        assertThat(last()).isEqualTo("5|deployed|Rollback to 3");
        assertThat(done(step.undo(with, context))).containsEntry("shop", "not changed by this plan");
    }

    @Test
    void anotherAttemptGoesOnAfterOneThatFailedHalfWay() throws Exception {
        done(step.ready(with, context));
        release();
        Files.createFile(folder.resolve("broken"));
        assertThat(failed(outcome(() -> step.run(with, context)), true).what()).contains("timed out waiting");
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Needed.class);
        Files.delete(folder.resolve("broken"));

        done(step.run(with, context));

        done(step.verify(with, context));
        done(step.undo(with, context));
        assertThat(last()).as("to what was there before the first attempt").endsWith("Rollback to 3");
    }

    @Test
    void endsHelmWhenItIsCancelledInTheMiddle() throws Exception {
        done(step.ready(with, context));
        release();
        Files.createFile(folder.resolve("slow"));
        var work = context.underway(1);
        var cancelling = CompletableFuture.runAsync(() -> {
            Awaitility.await().until(() -> last().contains("pending-rollback"));
            work.cancel();
        });

        assertThatThrownBy(() -> step.run(with, context)).isInstanceOf(StepContext.Cancelled.class);

        cancelling.join();
        assertThat(last()).isEqualTo("4|pending-rollback|Rollback to 2");
        Files.delete(folder.resolve("slow"));
        context.underway(2);
        done(step.run(with, context));
        done(step.verify(with, context));
    }

    @Test
    void refusesAtArmingWhatHelmDoesNotKeep() throws Exception {
        assertThat(refused(outcome(() -> step.ready(of("release: other"), context)))
                        .code())
                .isEqualTo("SW-0951");
        assertThat(refused(outcome(() -> step.ready(of("release: shop, revision: 9"), context)))
                        .what())
                .contains("it has 2, 1");
        assertThat(refused(outcome(() -> step.run(with, context))).code()).isEqualTo("SW-0954");
    }

    @Test
    void tellsAClusterThatIsAwayFromOneThatRefuses() throws Exception {
        Files.createFile(folder.resolve("away"));
        assertThat(failed(outcome(() -> step.ready(with, context)), true).code())
                .isEqualTo("SW-0952");
        Files.move(folder.resolve("away"), folder.resolve("refusing"));
        assertThat(refused(outcome(() -> step.ready(with, context))).code()).isEqualTo("SW-0953");
        Files.delete(folder.resolve("helm"));
        assertThat(failed(outcome(() -> step.ready(with, context)), true).code())
                .isEqualTo("SW-0952");
    }

    private void release() throws IOException {
        history("1|superseded|Install complete", "2|superseded|Upgrade complete", "3|deployed|Upgrade complete");
    }

    private void history(String... lines) throws IOException {
        Files.writeString(folder.resolve("history"), String.join("\n", lines) + "\n");
    }

    private String last() throws IOException {
        var lines = Files.readAllLines(folder.resolve("history"));
        return lines.get(lines.size() - 1);
    }

    private HelmRollback.Inputs of(String rest) {
        return inputs(step, "{target: here, helm: [./helm], " + rest + "}");
    }
}
