package dev.sternway.planner.mariadb;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.compare.Difference;
import dev.sternway.database.mariadb.compare.Fingerprints;
import dev.sternway.database.mariadb.text.Script;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Proof.Loss;
import dev.sternway.planner.Settings;
import dev.sternway.planner.Theirs;
import dev.sternway.planner.mariadb.derive.Derivation;
import dev.sternway.planner.mariadb.derive.Derived;
import dev.sternway.planner.mariadb.derive.Salvage;
import dev.sternway.planner.mariadb.derive.Screening;
import dev.sternway.planner.mariadb.derive.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One migration on trial: up, down, compare, up again, and the same with the team's own way back. */
final class Trial implements AutoCloseable {
    private final MariaScratch scratch;
    private final Replay replay;
    private final Migration migration;
    private final Screening screening;
    private final Settings settings;
    private final Connection reader;
    private final Catalog before;
    private final Map<String, String> rowsBefore;
    private final List<Loss> losses = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private long downMillis;

    Trial(MariaScratch scratch, Replay replay, Migration migration, Screening screening, Settings settings)
            throws SQLException {
        this.settings = settings;
        this.scratch = scratch;
        this.replay = replay;
        this.migration = migration;
        this.screening = screening;
        this.reader = scratch.connection();
        this.before = CatalogReader.read(reader);
        this.rowsBefore = Fingerprints.of(reader, before);
    }

    Proof run(List<Statement> statements, long start) throws SQLException {
        Derived derived;
        try (Session session = scratch.session()) {
            derived = new Derivation(migration, statements, screening, session, reader, settings.largestImage()).run();
        }
        warnings.addAll(derived.warnings());
        if (derived.failure().isPresent()) {
            backToStart(derived);
            return proof(Outcome.FAILED_FORWARD, derived.failure().get(), Theirs.NONE, derived, start);
        }
        Catalog migrated = CatalogReader.read(reader);
        warnings.addAll(OldApplication.warnings(before, migrated));
        List<String> wrong = new ArrayList<>(derived.refusals());
        if (wrong.isEmpty()) {
            wrong.addAll(downAndUp(derived, migrated));
            if (!wrong.isEmpty()) {
                again();
            }
        }
        Theirs theirs = migration.down().isPresent() ? theirs(migration.down().get()) : Theirs.NONE;
        replay.keep(migration);
        if (!wrong.isEmpty()) {
            return proof(Outcome.REFUSED, String.join("; ", wrong), theirs, derived, start);
        }
        boolean salvage = derived.setsRowsAside() || !losses.isEmpty();
        return salvage
                ? proof(
                        Outcome.PROVEN_WITH_SALVAGE,
                        "up, down and compare were equal, with rows and values set aside",
                        theirs,
                        derived,
                        start)
                : proof(Outcome.PROVEN, "up, down and compare were equal", theirs, derived, start);
    }

    /** @return what differs or fails; empty when everything is as it was and as it became */
    private List<String> downAndUp(Derived derived, Catalog migrated) throws SQLException {
        try {
            down(derived);
        } catch (SQLException failed) {
            return List.of("the derived way back ends with an error: " + Session.words(failed));
        }
        List<String> different = differences(true);
        if (!different.isEmpty()) {
            return List.of("after the derived way back " + String.join("; ", different));
        }
        try (Session session = scratch.session()) {
            session.script(derived.capture(), migration.file());
        } catch (SQLException failed) {
            return List.of("after the way back the migration fails: " + Session.words(failed));
        }
        Difference difference = Difference.between(migrated, CatalogReader.read(reader));
        return difference.isNone()
                ? List.of()
                : List.of("after the way back the migration makes something else: "
                        + String.join("; ", difference.definitions()));
    }

    /** Runs the way back unit by unit, and counts just before each what it takes out. */
    private void down(Derived derived) throws SQLException {
        Map<String, Map<String, String>> losing = new LinkedHashMap<>();
        derived.units().forEach(it -> losing.put(it.block(derived.salvage()), it.losses()));
        try (Session session = scratch.session()) {
            for (Statement statement : Script.split(derived.down(), migration.file())) {
                for (Map.Entry<String, String> loss :
                        losing.getOrDefault(statement.text(), Map.of()).entrySet()) {
                    losses.add(new Loss(loss.getKey(), count(session, loss.getValue())));
                }
                long start = System.nanoTime();
                session.run(statement.text());
                downMillis += millisSince(start);
            }
        }
    }

    /** A table that the migration itself dropped again has lost nothing. */
    private static long count(Session session, String query) {
        try {
            return Long.parseLong(session.ask(query).orElse("0"));
        } catch (SQLException gone) {
            return 0;
        }
    }

    private List<String> differences(boolean countersToo) throws SQLException {
        Catalog now = CatalogReader.read(reader);
        Difference difference = Difference.between(before, now);
        List<String> found = new ArrayList<>(difference.definitions());
        if (countersToo) {
            found.addAll(difference.counters());
        }
        difference
                .order()
                .forEach(it -> warnings.add("after the way back the columns of " + it + " stand in another order"));
        if (difference.isNone()) {
            found.addAll(Difference.ofRows(rowsBefore, Fingerprints.of(reader, now)));
        }
        return found;
    }

    private Theirs theirs(String script) throws SQLException {
        Optional<String> error;
        try {
            error = Script.split(script, migration.file()).stream()
                    .flatMap(it -> screening.forbidden(it).stream())
                    .findFirst();
            if (error.isEmpty()) {
                error = replay.run(script, migration.file(), screening);
            }
        } catch (ProblemException unreadable) {
            error = Optional.of(unreadable.problem().what());
        }
        List<String> different = error.isPresent() ? List.of() : differences(true);
        if (error.isPresent() || !different.isEmpty()) {
            again();
            return error.map(it -> new Theirs(Theirs.Result.ERROR, it))
                    .orElseGet(() -> new Theirs(Theirs.Result.DIFFERENT, String.join("; ", different)));
        }
        if (replay.forward(migration, screening).isPresent()) {
            again();
        }
        return new Theirs(Theirs.Result.EQUAL, "");
    }

    /** Nothing is known of the schema any more: it is built anew, this migration included. */
    private void again() throws SQLException {
        replay.toBefore();
        replay.forward(migration, screening);
    }

    /** After a migration that failed half-way; its own way back shows what it is worth in production too. */
    private void backToStart(Derived derived) throws SQLException {
        if (derived.refusals().isEmpty()) {
            try {
                down(derived);
                if (differences(false).isEmpty()) {
                    losses.clear();
                    return;
                }
            } catch (SQLException notThatWay) {
                losses.clear();
            }
        }
        losses.clear();
        replay.toBefore();
    }

    private Proof proof(Outcome outcome, String reason, Theirs theirs, Derived derived, long start) {
        boolean proven = outcome == Outcome.PROVEN || outcome == Outcome.PROVEN_WITH_SALVAGE;
        return new Proof(
                migration.name(),
                outcome,
                reason,
                theirs,
                proven ? derived.capture() : migration.up(),
                proven ? derived.down() : "",
                proven ? losses : List.of(),
                derived.runs(),
                proven ? downLocks(derived) : List.of(),
                warnings,
                millisSince(start),
                downMillis);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static List<String> downLocks(Derived derived) {
        return derived.runs().stream()
                .flatMap(it -> it.locks().stream())
                .map(it -> it.replace(" SHARED_WRITE", " EXCLUSIVE"))
                .distinct()
                .sorted()
                .toList();
    }

    /** What was set aside on the scratch has served; journal and procedures stay for the next migration. */
    @Override
    public void close() throws SQLException {
        try (Session session = scratch.session()) {
            for (String table : Sql.column(
                    reader,
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = ?" + " ORDER BY table_name",
                    scratch.salvageSchema())) {
                boolean kept = table.equals("journal") || table.equals("counters");
                session.run((kept ? "DELETE FROM " : "DROP TABLE ") + Salvage.SCHEMA + "." + Quote.name(table));
            }
        } finally {
            reader.close();
        }
    }
}
