package dev.sternway.executor.git;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Problem;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.GitPlace;
import dev.sternway.testing.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRevertTest {
    private static final String PUSHED = "push: true";
    private final GitRevert revert = new GitRevert();

    @TempDir
    Path folder;

    private GitPlace place;
    private TestContext context;

    @BeforeEach
    void arm() throws Exception {
        place = new GitPlace(folder.resolve("git"));
        place.write("shop.txt", "one\ntwo\nthree\n").write("other.txt", "old\n").release("The old shop");
        context = new TestContext(folder).target("code", place.target());
        done(revert.ready(with(PUSHED), context));
    }

    @Test
    void takesEverythingSinceArmingBackByOneCommitAndPushesIt() throws Exception {
        release();

        assertThat(done(outcome(() -> revert.run(with(PUSHED), context)))).containsEntry("takes-back", "2 commits");

        assertThat(place.read("shop.txt")).isEqualTo("one\ntwo\nthree\n");
        assertThat(place.read("other.txt")).isEqualTo("old\n");
        assertThat(place.there("rev-parse", "main")).isEqualTo(place.git("rev-parse", "HEAD"));
        assertThat(place.there("rev-list", "--count", "main")).isEqualTo("4");
        assertThat(place.git("status", "--porcelain")).isEmpty();
        assertThat(place.git("worktree", "list").lines()).hasSize(1);
        assertThat(revert.probe(with(PUSHED), context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void takesItsOwnCommitBackAgain() throws Exception {
        release();
        done(revert.run(with(PUSHED), context));

        done(outcome(() -> revert.undo(with(PUSHED), context)));

        assertThat(place.there("show", "main:other.txt")).isEqualTo("new");
        assertThat(revert.probe(with(PUSHED), context)).isInstanceOf(Probe.Needed.class);
    }

    @Test
    void knowsWhatSomebodyTookBackByHandByItsContentAlone() throws Exception {
        String commit = place.write("other.txt", "new\n").release("Another page");
        place.write("other.txt", "old\n").release("Oops, as before");

        assertThat(revert.probe(with("commits: [" + commit + "]"), context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void goesOnAfterAPushThatWasTheLastThingAWorkerDid() throws Exception {
        release();
        String released = place.git("rev-parse", "main");
        done(revert.run(with(PUSHED), context));
        place.git("reset", "--quiet", "--hard", released);
        Files.createDirectories(folder.resolve("git-key-1/half"));

        assertThat(revert.probe(with(PUSHED), context)).isInstanceOf(Probe.Needed.class);
        assertThat(done(outcome(() -> revert.run(with(PUSHED), context)))).containsEntry("takes-back", "0 commits");

        assertThat(place.git("rev-parse", "main")).isEqualTo(place.there("rev-parse", "main"));
        assertThat(place.read("other.txt")).isEqualTo("old\n");
    }

    @Test
    void startsAfreshWhereAKilledWorkerLeftHalfARevert() throws Exception {
        release();
        String beside = folder.resolve("git-key-1").toString();
        place.git("worktree", "add", "--quiet", "--detach", beside, "main");
        GitPlace.in(Path.of(beside), "revert", "--no-commit", "main");

        done(outcome(() -> revert.run(with(PUSHED), context)));

        assertThat(place.read("other.txt")).isEqualTo("old\n");
    }

    @Test
    void changesNothingWhenLaterWorkIsInTheWay() throws Exception {
        String commit = place.write("other.txt", "new\n").release("Another page");
        String later = place.write("other.txt", "newer\n").release("And again");

        var problem = refused(outcome(() -> revert.run(with("commits: [" + commit + "]"), context)));

        assertThat(problem.code()).isEqualTo("SW-1111");
        assertThat(problem.what()).contains("other.txt");
        assertThat(place.git("rev-parse", "main")).isEqualTo(later);
        assertThat(place.git("status", "--porcelain")).isEmpty();
        assertThat(folder.resolve("git-key-1")).doesNotExist();
    }

    @Test
    void putsItsCommitOnTopOfWhatOthersPushedMeanwhile() throws Exception {
        release();
        Path other = place.somebodyElse();
        Files.writeString(other.resolve("third.txt"), "theirs");
        GitPlace.in(other, "add", "--all");
        GitPlace.in(other, "commit", "--quiet", "--message", "Theirs");
        GitPlace.in(other, "push", "--quiet", "origin", "HEAD:main");

        done(outcome(() -> revert.run(with("{commits: [main~1..main], push: true}"), context)));

        assertThat(place.there("show", "main:third.txt")).isEqualTo("theirs");
        assertThat(place.there("show", "main:other.txt")).isEqualTo("old");
    }

    @Test
    void refusesABranchThatHasWhatTheRemoteDoesNotHave() throws Exception {
        release();
        place.write("local.txt", "x").git("add", "--all");
        place.git("commit", "--quiet", "--message", "Not pushed");

        assertThat(refused(outcome(() -> revert.run(with(PUSHED), context))).what())
                .contains("has 1 commits here");
    }

    @Test
    void triesAgainWhenSomebodyPushesInTheVeryMoment() throws Exception {
        release();
        Path other = place.somebodyElse();
        GitPlace.in(other, "commit", "--quiet", "--allow-empty", "--message", "Theirs");
        AtomicInteger effects = new AtomicInteger();
        context.beforeEffect(() -> {
            if (effects.incrementAndGet() == 4) {
                push(other);
            }
        });

        assertThat(failed(outcome(() -> revert.run(with("{commits: [main~1..main], push: true}"), context)), true)
                        .what())
                .contains("push");

        done(outcome(() -> revert.run(with("{commits: [main~1..main], push: true}"), context)));
        assertThat(place.there("show", "main:other.txt")).isEqualTo("old");
    }

    @Test
    void refusesToTouchATreeWithLocalChangesBeforeAnythingIsPushed() throws Exception {
        release();
        String there = place.there("rev-parse", "main");
        place.write("shop.txt", "hot fix\n");

        assertThat(refused(outcome(() -> revert.run(with(PUSHED), context))).code())
                .isEqualTo("SW-1102");
        assertThat(place.there("rev-parse", "main")).isEqualTo(there);
    }

    @Test
    void provesAtArmingThatTheRemoteAnswersAndLetsItPush() throws Exception {
        context.target("code", place.target(Optional.of("file:///nowhere/at/all.git")));
        assertThat(failed(outcome(() -> revert.ready(with(PUSHED), context)), true)
                        .code())
                .isEqualTo("SW-1104");
        assertThat(refused(outcome(() -> revert.ready(with("branch: nope"), context)))
                        .code())
                .isEqualTo("SW-1108");
    }

    @Test
    void movesNoBranchWhenTheRemoteLetsItNotPush() throws Exception {
        release();
        String there = place.there("rev-parse", "main");
        Path hook = Files.writeString(
                folder.resolve("git/remote.git/hooks/pre-receive"),
                "#!/bin/sh\necho 'main is a protected branch' >&2\nexit 1\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));

        Problem problem = refused(outcome(() -> revert.run(with(PUSHED), context)));

        assertThat(problem.code()).isEqualTo("SW-1103");
        assertThat(problem.what()).contains("main is a protected branch");
        assertThat(problem.where()).isEqualTo("code");
        assertThat(place.there("rev-parse", "main")).isEqualTo(there);
        assertThat(place.git("rev-parse", "main")).isEqualTo(there);
        assertThat(place.git("status", "--porcelain")).isEmpty();
        assertThat(place.git("worktree", "list").lines()).hasSize(1);
        Files.delete(hook);
        done(outcome(() -> revert.run(with(PUSHED), context)));
        assertThat(place.there("show", "main:other.txt")).isEqualTo("old");
    }

    @Test
    void saysAtArmingThatTheRemoteRefusedTheLogIn() throws Exception {
        try (WebServer server = new WebServer(
                asked -> new WebServer.Answer(401, "no", Map.of("WWW-Authenticate", "Basic realm=git")))) {
            context.target("code", place.target(Optional.of(server.url() + "/shop.git")));

            assertThat(refused(outcome(() -> revert.ready(with(PUSHED), context)))
                            .code())
                    .isEqualTo("SW-1103");
        }
    }

    @Test
    void pushesNothingOnceItIsCancelled() throws Exception {
        release();
        String there = place.there("rev-parse", "main");
        var work = context.underway(1);
        AtomicInteger effects = new AtomicInteger();
        context.beforeEffect(() -> {
            if (effects.incrementAndGet() == 3) {
                work.cancel();
            }
        });

        assertThatThrownBy(() -> revert.run(with(PUSHED), context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(place.there("rev-parse", "main")).isEqualTo(there);
        assertThat(place.git("rev-parse", "main")).isEqualTo(there);
    }

    private void release() throws Exception {
        place.write("shop.txt", "one\n2\nthree\n").release("A new shop");
        place.write("other.txt", "new\n").release("Another page");
    }

    private static void push(Path other) {
        try {
            GitPlace.in(other, "push", "--quiet", "origin", "HEAD:main");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private GitRevert.Inputs with(String more) {
        String rest = more.startsWith("{") ? more.substring(1, more.length() - 1) : more;
        return inputs(revert, "{target: code, " + (rest.contains("branch:") ? "" : "branch: main, ") + rest + "}");
    }
}
