package dev.sternway.run.hand;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Step;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.step.Receipts;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes in what people say of a step that they did by hand, or did not; the target is asked where it can tell. */
@Component
public class TakeWord {
    private static final int LONGEST_OUTPUT = 60_000;

    private final Runs runs;
    private final StepNames names;
    private final StepFinder finder;
    private final Receipts receipts;
    private final AskTarget target;
    private final StepAnswers answers;
    private final Trail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TakeWord(
            Runs runs,
            StepNames names,
            StepFinder finder,
            Receipts receipts,
            AskTarget target,
            StepAnswers answers,
            Trail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.runs = runs;
        this.names = names;
        this.finder = finder;
        this.receipts = receipts;
        this.target = target;
        this.answers = answers;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * What somebody says.
     *
     * @param step key or name
     * @param done whether it is done
     * @param by who did it, or looked
     * @param evidence text that shows it, such as a log; may be empty
     * @param despiteProbe it counts although the target says otherwise, for the reason given
     */
    public record Word(
            String runId,
            String step,
            Optional<Boolean> done,
            String by,
            String note,
            String evidenceName,
            String evidence,
            boolean despiteProbe,
            String reason) {}

    /**
     * How the step stands now.
     *
     * @param already nothing was written: it was so before
     * @param probe what the target said
     */
    public record Taken(String step, String key, String state, boolean already, String probe) {}

    /**
     * @throws ProblemException SW-0740 for what is missing, SW-0741 when the rollback has ended, SW-0742 when there is no such
     *     step, SW-0743 when it is done, SW-0744 when it runs, SW-0745 when the target says otherwise
     */
    public Taken take(Word word, String takenBy) {
        WordCheck.require(word);
        Runs.Run run = runs.get(word.runId());
        Rollback rollback =
                run.rollback().orElseThrow(() -> unfit("SW-0741", "A guard's arming is not done by hand", word));
        if (rollback.state().ended()) {
            throw unfit("SW-0741", "The rollback has ended: " + rollback.state(), word);
        }
        boolean done = word.done().orElseThrow();
        StepRef ref = names.find(run, word.step());
        Step step = finder.find(run, ref);
        Optional<Receipt> last = receipts.last(ref);
        if (last.filter(it -> it.state().succeeded()).isPresent()) {
            if (!done) {
                throw unfit(
                        "SW-0743",
                        "The step " + step.name() + " is " + last.get().state() + " already",
                        word);
            }
            return new Taken(step.name(), ref.key(), last.get().state().name(), true, "not asked");
        }
        requireAtRest(ref, step, last, word);
        AskTarget.Said said = target.ask(run, ref, step);
        boolean contradiction = done ? said.saysNo() : said.saysYes();
        if (contradiction && !word.despiteProbe()) {
            throw ProblemException.of(
                    "SW-0745",
                    word.by() + " says that " + step.name() + (done ? " is done" : " is not done")
                            + ", but the target says: " + said.text(),
                    ref.key(),
                    "Look again; if the word counts nevertheless, say --despite-probe --reason 'why'");
        }
        Receipt.State state = done ? Receipt.State.BY_HAND : Receipt.State.FAILED;
        transaction.executeWithoutResult(status -> write(ref, step, state, word, takenBy, said));
        return new Taken(step.name(), ref.key(), state.name(), false, said.text());
    }

    private void requireAtRest(StepRef ref, Step step, Optional<Receipt> last, Word word) {
        boolean started = last.filter(it -> it.state() == Receipt.State.STARTED).isPresent();
        if (started && Boolean.TRUE.equals(transaction.execute(status -> answers.runs(ref)))) {
            throw unfit("SW-0744", "The step " + step.name() + " runs now", word);
        }
    }

    /** All of it or nothing: the receipt, the entry in the ledger, and what the engine is told. */
    private void write(StepRef ref, Step step, Receipt.State state, Word word, String takenBy, AskTarget.Said said) {
        boolean done = state == Receipt.State.BY_HAND;
        String saying = "by hand, on the word of " + word.by() + ": " + word.note();
        boolean asked = answers.asksForHands(ref);
        Receipt receipt = asked ? begun(ref, step, word, 0) : receipt(ref, step, state, word, takenBy, said);
        Map<String, String> detail = new TreeMap<>(receipt.digests());
        detail.put("by", word.by());
        detail.put("probe", said.text());
        if (word.despiteProbe()) {
            detail.put("despite-probe", word.reason());
        }
        if (!word.evidence().isEmpty()) {
            detail.put("evidence", word.evidenceName());
            detail.put("evidence-file-sha256", Digest.of(word.evidence()));
        }
        trail.append(
                ref.runId(),
                takenBy,
                Entry.Kind.TAKEN_BY_HAND,
                step.name() + (done ? " is done " : " is not done, ") + saying,
                detail);
        if (asked) {
            answers.byHand(ref, done, takenBy, saying);
        } else {
            answers.again(ref, takenBy, saying);
        }
    }

    private Receipt receipt(
            StepRef ref, Step step, Receipt.State state, Word word, String takenBy, AskTarget.Said said) {
        Optional<Receipt> last = receipts.last(ref);
        last.filter(it -> it.state() == Receipt.State.STARTED)
                .ifPresent(open -> receipts.end(open.unknown(clock.instant())));
        Receipt begun = begun(ref, step, word, last.map(Receipt::attempt).orElse(0));
        if (!receipts.start(begun)) {
            throw unfit("SW-0744", "The step " + step.name() + " was taken by a worker in this moment", word);
        }
        Map<String, String> facts = new TreeMap<>(Map.of(
                "by-hand",
                "on the word of " + word.by(),
                "note",
                word.note(),
                "taken-in-by",
                takenBy,
                "probe",
                said.text()));
        if (!word.evidence().isEmpty()) {
            facts.put("evidence-file", word.evidenceName());
            facts.put("evidence-sha256", Digest.of(word.evidence()));
        }
        String output = target.masked(word.evidence());
        Receipt ended = begun.ended(
                state,
                begun.startedAt(),
                facts,
                output.substring(0, Math.min(output.length(), LONGEST_OUTPUT)),
                state == Receipt.State.BY_HAND ? Optional.empty() : Optional.of(WordCheck.notDone(word, step)));
        receipts.end(ended);
        return ended;
    }

    private Receipt begun(StepRef ref, Step step, Word word, int attempts) {
        return Receipt.started(
                ref.runId(),
                ref.phase().name(),
                ref.activity().name(),
                ref.index(),
                attempts + 1,
                step.name(),
                step.uses(),
                Digest.of(step.with().toString()),
                word.by(),
                clock.instant(),
                step.estimate());
    }

    private static ProblemException unfit(String code, String what, Word word) {
        String next = switch (code) {
            case "SW-0741" -> "Nothing is left to be taken in";
            case "SW-0743" -> "What is done stays done; if it has to be done again, abort and start a new rollback";
            default -> "Wait until it has ended, or cancel it: sternway cancel " + word.runId();
        };
        return ProblemException.of(code, what, word.runId(), next);
    }
}
