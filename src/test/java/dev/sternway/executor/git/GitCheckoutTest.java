package dev.sternway.executor.git;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Secret;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.testing.GitPlace;
import dev.sternway.testing.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutTest {
    private final GitCheckout checkout = new GitCheckout();

    @TempDir
    Path folder;

    private GitPlace place;
    private TestContext context;
    private String old;

    @BeforeEach
    void release() throws Exception {
        place = new GitPlace(folder.resolve("git"));
        old = place.write("shop.txt", "old\n").write("kept.txt", "kept\n").release("The old shop");
        place.git("tag", "v1.0");
        place.git("push", "--quiet", "origin", "v1.0");
        context = new TestContext(folder).target("code", place.target());
    }

    @Test
    void goesBackToWhatWasCheckedOutAtArmingAndLeavesTheBranchAlone() throws Exception {
        done(checkout.ready(with(""), context));
        String released = place.write("shop.txt", "new\n").write("new.txt", "x").release("The new shop");
        assertThat(checkout.probe(with(""), context)).isInstanceOf(Probe.Needed.class);

        done(outcome(() -> checkout.run(with(""), context)));

        done(checkout.verify(with(""), context));
        assertThat(place.read("shop.txt")).isEqualTo("old\n");
        assertThat(place.tree().resolve("new.txt")).doesNotExist();
        assertThat(place.git("rev-parse", "main")).isEqualTo(released);
        assertThat(checkout.probe(with(""), context)).isInstanceOf(Probe.Already.class);

        done(checkout.undo(with(""), context));
        assertThat(place.git("symbolic-ref", "--short", "HEAD")).isEqualTo("main");
        assertThat(place.read("shop.txt")).isEqualTo("new\n");
    }

    @Test
    void knowsTheTagOfArmingAlsoWhenSomebodyMovesIt() throws Exception {
        String with = "ref: v1.0";
        assertThat(done(checkout.ready(with(with), context))).containsEntry("commit", old);
        place.write("shop.txt", "new\n").release("The new shop");
        place.git("tag", "--force", "v1.0");

        done(checkout.run(with(with), context));

        assertThat(place.git("rev-parse", "HEAD")).isEqualTo(old);
    }

    @Test
    void findsTheTagBeforeTheRelease() throws Exception {
        done(checkout.ready(with("previous-tag: v*"), context));
        place.write("shop.txt", "new\n").release("The new shop");
        place.git("tag", "v2.0");

        done(checkout.run(with("previous-tag: v*"), context));

        assertThat(place.git("describe", "--tags")).isEqualTo("v1.0");
    }

    @Test
    void fetchesABackupBranchThatOnlyTheRemoteHas() throws Exception {
        place.there("branch", "backup/before-2.0", old);

        assertThat(done(checkout.ready(with("ref: backup/before-2.0"), context)))
                .containsEntry("commit", old)
                .containsEntry("remote", "reached");
    }

    @Test
    void keepsTheOldCommitThoughNothingElseNamesItAnyMore() throws Exception {
        done(checkout.ready(with(""), context));
        place.git("tag", "--delete", "v1.0");
        place.git("checkout", "--quiet", "--orphan", "other");
        place.write("shop.txt", "rewritten\n").git("add", "--all");
        place.git("commit", "--quiet", "--message", "History was rewritten");
        place.git("branch", "--quiet", "--delete", "--force", "main");
        place.git("update-ref", "-d", "refs/remotes/origin/main");
        place.git("reflog", "expire", "--expire=now", "--all");
        place.git("gc", "--quiet", "--prune=now");

        done(checkout.run(with(""), context));

        assertThat(place.read("shop.txt")).isEqualTo("old\n");
    }

    @Test
    void refusesToArmWhatCannotBeHad() throws Exception {
        assertThat(refused(outcome(() -> checkout.ready(with("ref: v0.9"), context)))
                        .code())
                .isEqualTo("SW-1108");
        assertThat(refused(outcome(() -> checkout.run(with(""), context))).what())
                .contains("Nobody noted at arming");
        Files.delete(Files.walk(place.tree().resolve(".git/objects"))
                .filter(file -> file.toString().endsWith(blob("kept.txt").substring(2)))
                .findFirst()
                .orElseThrow());
        assertThat(failed(outcome(() -> checkout.ready(with(""), context)), true)
                        .code())
                .isEqualTo("SW-1106");
    }

    @Test
    void refusesABranchThatIsNotTheSameHereAndThere() throws Exception {
        place.git("branch", "backup", old);
        String other = place.write("shop.txt", "new\n").release("The new shop");
        place.git("push", "--quiet", "origin", other + ":refs/heads/backup");

        assertThat(refused(outcome(() -> checkout.ready(with("ref: backup"), context)))
                        .what())
                .contains(old, other);
    }

    @Test
    void refusesToRunOverLocalChangesAndSetsThemAsideWhenThePlanSaysSo() throws Exception {
        done(checkout.ready(with(""), context));
        place.write("shop.txt", "new\n").release("The new shop");
        place.write("shop.txt", "hot fix\n").write("notes.txt", "by hand");

        assertThat(refused(outcome(() -> checkout.run(with(""), context))).code())
                .isEqualTo("SW-1102");
        assertThat(place.read("shop.txt")).isEqualTo("hot fix\n");

        String with = "local-changes: set-aside";
        assertThat(done(checkout.run(with(with), context)).get("set-aside")).startsWith("git stash apply");
        assertThat(place.read("shop.txt")).isEqualTo("old\n");
        done(checkout.undo(with(with), context));
        assertThat(place.read("shop.txt")).isEqualTo("hot fix\n");
        assertThat(place.read("notes.txt")).isEqualTo("by hand");
    }

    @Test
    void goesOnAfterAGitThatWasKilledInTheMiddle() throws Exception {
        done(checkout.ready(with(""), context));
        place.write("shop.txt", "new\n").write("gone.txt", "x").release("The new shop");
        context.keepsakes().keep("git/begun/code", old);
        place.write("shop.txt", "old\n");
        Files.delete(place.tree().resolve("gone.txt"));
        Path lock = Files.writeString(place.tree().resolve(".git/index.lock"), "half an index");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(60)));

        done(checkout.run(with(""), context));

        assertThat(lock).doesNotExist();
        assertThat(context.output).anySatisfy(line -> assertThat(line).contains("removed", "index.lock"));
        done(checkout.verify(with(""), context));
    }

    @Test
    void leavesTheLockOfALivingGitAlone() throws Exception {
        done(checkout.ready(with(""), context));
        place.write("shop.txt", "new\n").release("The new shop");
        Path lock = Files.writeString(place.tree().resolve(".git/index.lock"), "");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(60)));
        Process living = new ProcessBuilder("git", "cat-file", "--batch")
                .directory(place.tree().toFile())
                .start();
        try {
            assertThat(failed(outcome(() -> checkout.run(with(""), context)), true)
                            .code())
                    .isEqualTo("SW-1105");
            assertThat(lock).exists();
        } finally {
            living.destroyForcibly();
        }
    }

    @Test
    void leavesSomebodysHalfDoneRevertAlone() throws Exception {
        done(checkout.ready(with(""), context));
        place.write("shop.txt", "new\n").release("The new shop");
        place.git("revert", "--no-commit", "HEAD");

        assertThat(refused(outcome(() -> checkout.run(with("local-changes: set-aside"), context)))
                        .code())
                .isEqualTo("SW-1107");
    }

    @Test
    void needsNoRemoteForACommitThatIsHere() throws Exception {
        context.target("code", place.target(Optional.of("file:///nowhere/at/all.git")));

        assertThat(done(checkout.ready(with("ref: v1.0"), context))).containsEntry("remote", "not reached, not needed");
        assertThat(failed(outcome(() -> checkout.ready(with("ref: v9"), context)), true)
                        .code())
                .isEqualTo("SW-1104");
    }

    @Test
    void saysThatTheRemoteRefusedTheLogIn() throws Exception {
        try (WebServer server = new WebServer(
                asked -> new WebServer.Answer(401, "no", Map.of("WWW-Authenticate", "Basic realm=git")))) {
            context.secrets.put("GIT_TOKEN", Secret.of("t0ken"));
            context.target(
                    "code",
                    new Target(
                            Target.Type.GIT,
                            Optional.of(server.url() + "/shop.git"),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new SecretReference("GIT_TOKEN")),
                            Optional.empty(),
                            Optional.of(place.tree().toString()),
                            Map.of()));

            assertThat(refused(outcome(() -> checkout.ready(with("ref: v9"), context)))
                            .code())
                    .isEqualTo("SW-1103");
            assertThat(server.asked().get(0).headers())
                    .containsEntry(
                            "authorization",
                            "Basic " + Base64.getEncoder().encodeToString("git:t0ken".getBytes(US_ASCII)));
        }
    }

    @Test
    void refusesAFolderThatIsNoWorkTree() {
        context.target(
                "code",
                new Target(
                        Target.Type.GIT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(folder.toString()),
                        Map.of()));

        assertThatThrownBy(() -> checkout.run(with(""), context)).hasMessageContaining("SW-1101");
    }

    @Test
    void changesNothingOnceItIsCancelled() throws Exception {
        done(checkout.ready(with(""), context));
        place.write("shop.txt", "new\n").release("The new shop");
        var work = context.underway(1);
        context.beforeEffect(work::cancel);

        assertThatThrownBy(() -> checkout.run(with(""), context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(place.read("shop.txt")).isEqualTo("new\n");
    }

    private String blob(String file) {
        try {
            return place.git("rev-parse", "HEAD:" + file);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private GitCheckout.Inputs with(String more) {
        return inputs(checkout, "target: code\n" + more);
    }
}
