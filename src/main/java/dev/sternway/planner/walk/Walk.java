package dev.sternway.planner.walk;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.words.Counted;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Prover;
import dev.sternway.planner.Settings;
import dev.sternway.planner.folder.MigrationFolder;
import dev.sternway.planner.scratch.History;
import dev.sternway.planner.scratch.Scratch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Proves the migrations of a folder one after the other on one scratch database. */
public final class Walk {
    private final Engine engine;
    private final Scratch scratch;
    private final List<Migration> migrations;
    private final Optional<String> notice;

    private Walk(Engine engine, Scratch scratch, List<Migration> migrations, Optional<String> notice) {
        this.engine = engine;
        this.scratch = scratch;
        this.migrations = migrations;
        this.notice = notice;
    }

    /** On an empty database: all of them. */
    public static Walk through(MigrationFolder folder, Engine engine, Scratch scratch) {
        return new Walk(engine, scratch, folder.migrations(), Optional.empty());
    }

    /**
     * On a copy of the target: those that the target does not have yet.
     *
     * @throws ProblemException SW-0469 when one of them would reach the target's server
     */
    public static Walk throughNewOnes(MigrationFolder folder, Engine engine, Scratch copy, Down down) {
        try (Connection connection = copy.connection()) {
            History.Pending pending = History.pending(connection, folder);
            engine.refuseOnCopy(wanted(pending.migrations(), down));
            int known = folder.migrations().size() - pending.migrations().size();
            return new Walk(
                    engine,
                    copy,
                    pending.migrations(),
                    Optional.of(
                            pending.table().isEmpty()
                                    ? "The target has no history table of layout "
                                            + folder.layout().word() + ", so all migrations run"
                                    : Counted.of(known, "migration is", "migrations are")
                                            + " left out, done already according to " + pending.table()));
        } catch (SQLException lost) {
            throw lost(lost);
        }
    }

    public List<Migration> migrations() {
        return migrations;
    }

    public Optional<String> notice() {
        return notice;
    }

    /** Is told while a walk goes. */
    public interface Companion {
        default void begins(Migration migration) {}

        /** As soon as it is. */
        void proven(Proof proof);
    }

    /** Proves them all; what goes wrong with one is in its proof. */
    public Tally go(Down down, Settings settings, Companion companion) {
        Tally tally = new Tally();
        try (Prover prover = engine.prover(scratch, settings)) {
            for (Migration migration : wanted(migrations, down)) {
                companion.begins(migration);
                Proof proof = prover.prove(migration);
                tally.add(proof);
                companion.proven(proof);
            }
        } catch (SQLException lost) {
            throw lost(lost);
        }
        return tally;
    }

    private static List<Migration> wanted(List<Migration> migrations, Down down) {
        return down == Down.DERIVED
                ? migrations.stream()
                        .map(it -> new Migration(it.name(), it.file(), it.up(), Optional.empty()))
                        .toList()
                : migrations;
    }

    private static ProblemException lost(SQLException lost) {
        return new ProblemException(
                new Problem(
                        "SW-0467",
                        "The scratch database was lost: " + lost.getMessage(),
                        "",
                        "Run the check again; if it is lost at the same migration, look into the server's log"),
                lost);
    }
}
