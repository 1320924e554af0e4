package dev.sternway.run.hand;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.Step;

/** What somebody's word has to hold. */
final class WordCheck {
    private static final int LONGEST = 1000;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_EVIDENCE = 1 << 20;

    private WordCheck() {}

    /** @throws ProblemException SW-0740 */
    static void require(TakeWord.Word word) {
        said(word.step(), "step", "--done or --not-done with the step's key or name", LONGEST);
        if (word.done().isEmpty()) {
            throw missing("done", "true or false: --done or --not-done");
        }
        said(word.by(), "by", "who did it, or looked: --by", LONGEST_NAME);
        said(word.note(), "note", "what was done: --note", LONGEST);
        if (word.despiteProbe()) {
            said(word.reason(), "reason", "why it counts although the target says otherwise: --reason", LONGEST);
        }
        if (word.evidence().length() > LONGEST_EVIDENCE || word.evidenceName().length() > LONGEST) {
            throw ProblemException.of(
                    "SW-0740", "The evidence is longer than 1 MiB", "evidence", "Give the part of it that matters");
        }
    }

    static Problem notDone(TakeWord.Word word, Step step) {
        return new Problem(
                "SW-0746", word.by() + " says that it is not done: " + word.note(), step.name(), "It is tried again");
    }

    private static void said(String text, String field, String how, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw missing(field, how + ", at most " + longest + " characters");
        }
    }

    private static ProblemException missing(String field, String how) {
        return ProblemException.of("SW-0740", "The word lacks its " + field, field, "Say " + how);
    }
}
