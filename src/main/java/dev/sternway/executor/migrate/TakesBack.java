package dev.sternway.executor.migrate;

import dev.sternway.executor.Executor;
import dev.sternway.executor.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Takes migrations back in the way of the team's tool; applies them in that way too, so that a rehearsal can try it. */
public interface TakesBack<I extends Record> extends Executor<I> {
    /** The tool's own table, which need not hold again what it held before. */
    HistoryTable history(I inputs, Connection connection) throws SQLException;

    /**
     * Applies the next of the migrations that the step takes back, its row in the history included.
     *
     * @param scratch whose database is a copy
     * @return its name; empty when all are applied
     */
    Optional<String> applyNext(I inputs, StepContext scratch) throws Exception;
}
