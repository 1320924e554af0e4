package dev.sternway.board.guard;

import dev.sternway.base.ProblemException;
import dev.sternway.base.words.Counted;
import dev.sternway.board.Asks;
import dev.sternway.board.Reader;
import dev.sternway.board.words.GuardWords;
import dev.sternway.board.words.Tone;
import dev.sternway.board.words.Words;
import dev.sternway.database.backup.Certificate;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.arm.DescribeGuard;
import dev.sternway.run.backup.ProvenBackup;
import dev.sternway.run.close.RollbackView;
import dev.sternway.run.read.ReadPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts a guard into words for its page. */
@Component
class GuardView {
    private static final int REVISIONS = 50;

    private final Runs runs;
    private final Guards guards;
    private final DescribeGuard describe;
    private final ProvenBackup backup;
    private final RollbackView steps;
    private final ReadPlan plans;
    private final WatchedTriggers triggers;
    private final Asks asks;
    private final Clock clock;

    GuardView(
            Runs runs,
            Guards guards,
            DescribeGuard describe,
            ProvenBackup backup,
            RollbackView steps,
            ReadPlan plans,
            WatchedTriggers triggers,
            Asks asks,
            Clock clock) {
        this.runs = runs;
        this.guards = guards;
        this.describe = describe;
        this.backup = backup;
        this.steps = steps;
        this.plans = plans;
        this.triggers = triggers;
        this.asks = asks;
        this.clock = clock;
    }

    /** @throws ProblemException SW-0713 when there is no such guard */
    Runs.Run run(String id) {
        Runs.Run run = runs.get(id);
        if (run.rollback().isPresent()) {
            throw ProblemException.of("SW-0713", "No guard has the id " + id, id, "Look at /board/plans");
        }
        return run;
    }

    Guarded of(String id, Reader reader) {
        Runs.Run run = run(id);
        Guard guard = run.guard();
        return new Guarded(
                id,
                run.plan().metadata().title(),
                guard.environment(),
                GuardWords.tone(guard.state()),
                GuardWords.state(guard.state()),
                headline(guard),
                facts(run),
                asks.of(run, reader),
                triggers.of(run),
                levels(run),
                steps.arming(id).steps().stream().map(GuardView::done).toList(),
                plans.findings(run).stream().map(Finding::text).toList(),
                revisions(guard),
                guard.state().alive());
    }

    private String headline(Guard guard) {
        return switch (guard.state()) {
            case REVIEW -> "People read the plan; nothing was touched yet.";
            case ARMING -> "The backup is taken and restored once, the plan is rehearsed on a copy.";
            case APPROVAL -> "Backup and rehearsal are done; somebody else has to approve.";
            case ARMED ->
                "Triggers are watched."
                        + guard.expiresAt()
                                .map(end -> " The certificate counts until " + Words.day(end) + left(end) + ".")
                                .orElse("");
            case NOT_ARMED -> "It could not be armed, or people refused it; nothing is watched.";
            case RELEASED -> "The release is kept; nothing is watched any more.";
            case DISARMED -> "A person ended it; nothing is watched any more.";
            case EXPIRED -> "Its certificate is too old to be trusted; arm the plan again.";
            case ROLLING_BACK -> "A rollback goes on.";
            case ROLLED_BACK -> "The release was rolled back.";
        };
    }

    private String left(Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? "" : " (" + Words.length(left.truncatedTo(unit(left))) + " left)";
    }

    private static java.time.temporal.ChronoUnit unit(Duration length) {
        return length.toHours() > 0 ? java.time.temporal.ChronoUnit.MINUTES : java.time.temporal.ChronoUnit.SECONDS;
    }

    private List<Guarded.Fact> facts(Runs.Run run) {
        Guard guard = run.guard();
        List<Guarded.Fact> facts = new ArrayList<>();
        facts.add(new Guarded.Fact("Release", run.plan().metadata().release()));
        facts.add(new Guarded.Fact("Revision", String.valueOf(guard.revision())));
        facts.add(new Guarded.Fact("Asked by", guard.requestedBy() + ", " + Words.day(guard.requestedAt())));
        guard.approvedBy().ifPresent(person -> facts.add(new Guarded.Fact("Approved by", person)));
        guard.preApprovedBy().ifPresent(person -> facts.add(new Guarded.Fact("May roll back by itself, says", person)));
        guard.armedAt().ifPresent(at -> facts.add(new Guarded.Fact("Armed", Words.day(at))));
        backup.certificate(run).ifPresent(it -> facts.add(new Guarded.Fact("Backup", certificate(it))));
        backup.writesUntold(run).ifPresent(why -> facts.add(new Guarded.Fact("Writes since arming", why)));
        return facts;
    }

    private String certificate(Certificate certificate) {
        Duration age = Duration.between(certificate.provenAt(), clock.instant());
        return "of " + certificate.database() + ", " + Counted.of(certificate.tables(), "table") + ", "
                + Counted.of(certificate.rows(), "row") + ", restored once to prove it "
                + (age.toSeconds() < 1 ? "just now" : Words.length(age.truncatedTo(unit(age))) + " ago");
    }

    private List<Guarded.Proven> levels(Runs.Run run) {
        return describe.rehearsal(run)
                .map(rehearsal -> rehearsal.levels().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(level -> new Guarded.Proven(
                                level.getKey(),
                                level.getValue().proven() ? Tone.DONE : Tone.FAILED,
                                (level.getValue().proven() ? "proven: " : "not proven: ")
                                        + level.getValue().why(),
                                Words.length(Duration.ofMillis(level.getValue().millis())),
                                String.join(", ", level.getValue().loses())))
                        .toList())
                .orElse(List.of());
    }

    private static Guarded.Done done(RollbackView.StepView step) {
        return new Guarded.Done(
                step.name(),
                Words.tone(step.state()),
                Words.step(step.state()),
                step.actual().map(Words::length).orElse(""));
    }

    private List<Guarded.Revision> revisions(Guard shown) {
        List<Guard> all = guards.ofPlan(shown.planId(), REVISIONS).stream()
                .filter(guard -> guard.environment().equals(shown.environment()))
                .toList();
        List<Guarded.Revision> revisions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Guard guard = all.get(i);
            Optional<Guard> before = all.subList(i + 1, all.size()).stream()
                    .filter(it -> it.revision() != guard.revision())
                    .findFirst();
            revisions.add(new Guarded.Revision(
                    guard.revision(),
                    GuardWords.tone(guard.state()),
                    GuardWords.state(guard.state()),
                    Words.day(guard.requestedAt()),
                    "/board/guards/" + guard.id(),
                    before.map(it -> "/board/guards/" + guard.id() + "/changes").orElse(""),
                    guard.id().equals(shown.id())));
        }
        return revisions;
    }

    /** The newest guard before it of the same plan and environment that had another revision. */
    Optional<Guard> before(Guard guard) {
        return guards.ofPlan(guard.planId(), REVISIONS).stream()
                .filter(it -> it.environment().equals(guard.environment()))
                .filter(it -> it.requestedAt().isBefore(guard.requestedAt()))
                .filter(it -> it.revision() != guard.revision())
                .findFirst();
    }
}
