package dev.sternway.run.step;

import dev.sternway.ledger.Receipt;
import dev.sternway.run.recipe.StepRef;
import java.util.List;
import java.util.Optional;

/** Where receipts are kept. Every write is durable when it returns, whatever becomes of the engine's transaction. */
public interface Receipts {
    /** @return false when another worker wrote this attempt first */
    boolean start(Receipt receipt);

    /** @return false when there was an attempt at the step before */
    boolean startFirst(Receipt receipt);

    /**
     * @param task of the engine
     * @return false when there was an attempt at the step before, or the task is suspended, over, or another worker's
     */
    boolean startFollowing(Receipt receipt, String task);

    /** Ends an attempt that this owner still holds. @return false when it does not */
    boolean end(Receipt receipt);

    /** Whether the attempt is still open and owned. */
    boolean owned(Receipt receipt);

    Optional<Receipt> last(StepRef ref);

    /** Changes whenever a receipt of the run begins, ends or tells how far it is. */
    String version(String runId);

    /** In the order they started. */
    List<Receipt> of(String runId);
}
