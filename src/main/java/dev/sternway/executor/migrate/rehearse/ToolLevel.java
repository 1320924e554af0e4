package dev.sternway.executor.migrate.rehearse;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.migrate.TakesBack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A level that consists of steps of the team's own tool, on a scratch copy: the tool applies the release, then takes it back. */
public final class ToolLevel {
    private final StepContext context;
    private final List<Way<?>> ways;

    private ToolLevel(StepContext context, List<Way<?>> ways) {
        this.context = context;
        this.ways = ways;
    }

    /** @throws ProblemException SW-0307 or SW-0308 when a step cannot be run at all */
    public static ToolLevel of(List<LevelStep> steps, StepContext context, String database, DatabaseAccess scratch) {
        StepContext onCopy = ScratchContext.of(context, database, scratch.name());
        ExecutorCatalogue catalogue = ExecutorCatalogue.standard();
        List<Way<?>> ways = new ArrayList<>();
        for (LevelStep step : steps) {
            ways.add(Way.of(catalogue, catalogue.get(step.uses()), step, onCopy));
        }
        return new ToolLevel(onCopy, List.copyOf(ways));
    }

    private record Way<I extends Record>(Executor<I> executor, I inputs) {
        static <I extends Record> Way<I> of(
                ExecutorCatalogue catalogue, Executor<I> executor, LevelStep step, StepContext context) {
            I inputs = catalogue.bind(executor, step.with());
            return new Way<>(executor.on(inputs, context), inputs);
        }

        Optional<String> applyNext(StepContext context) throws Exception {
            return executor instanceof TakesBack<I> tool ? tool.applyNext(inputs, context) : Optional.empty();
        }

        void histories(Connection connection, Set<String> into) throws SQLException {
            if (executor instanceof TakesBack<I> tool) {
                into.add(tool.history(inputs, connection).name());
            }
        }

        Optional<Problem> takeBack(StepContext context) throws Exception {
            if (executor.probe(inputs, context) instanceof Probe.Already) {
                return Optional.empty();
            }
            Optional<Problem> against = problem(executor.run(inputs, context));
            return against.isPresent() ? against : problem(executor.verify(inputs, context));
        }

        private static Optional<Problem> problem(Outcome outcome) {
            if (outcome instanceof Outcome.Refused refused) {
                return Optional.of(refused.problem());
            }
            return outcome instanceof Outcome.Failed failed ? Optional.of(failed.problem()) : Optional.empty();
        }
    }

    /** Applies one more migration of the release. @return its name; empty when all are applied */
    public Optional<String> applyNext() throws Exception {
        for (int i = ways.size() - 1; i >= 0; i--) {
            context.stillMine();
            Optional<String> applied = ways.get(i).applyNext(context);
            if (applied.isPresent()) {
                context.print("rehearsing " + applied.get());
                return applied;
            }
        }
        return Optional.empty();
    }

    /** The tools' own tables, by schema and name. */
    public Set<String> histories(Connection connection) throws SQLException {
        Set<String> names = new TreeSet<>();
        for (Way<?> way : ways) {
            way.histories(connection, names);
        }
        return names;
    }

    /** Runs the level's steps. @return what stands against them; empty when all are done */
    public Optional<Problem> takeBack() throws Exception {
        for (Way<?> way : ways) {
            context.stillMine();
            try {
                Optional<Problem> against = way.takeBack(context);
                if (against.isPresent()) {
                    return against;
                }
            } catch (ProblemException refusal) {
                return Optional.of(refusal.problem());
            }
        }
        return Optional.empty();
    }
}
