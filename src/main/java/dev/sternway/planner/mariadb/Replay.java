package dev.sternway.planner.mariadb;

import dev.sternway.database.mariadb.text.Script;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.planner.Migration;
import dev.sternway.planner.mariadb.derive.Prepared;
import dev.sternway.planner.mariadb.derive.Screening;
import dev.sternway.planner.mariadb.derive.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings the scratch schema back to a known state when nothing else does: from the start, through all migrations so far. */
final class Replay {
    private final MariaScratch scratch;
    private final List<Migration> past = new ArrayList<>();

    Replay(MariaScratch scratch) {
        this.scratch = scratch;
    }

    /** Notes a migration that stays. */
    void keep(Migration migration) {
        past.add(migration);
    }

    void toBefore() throws SQLException {
        scratch.reset();
        Screening screening = screening();
        for (Migration migration : past) {
            forward(migration, screening);
        }
    }

    /** Runs a migration as it is written, but for what must not run on a scratch. @return the error it ends with */
    Optional<String> forward(Migration migration, Screening screening) throws SQLException {
        return run(migration.up(), migration.file(), screening);
    }

    /** Runs a script as it is written, but for what must not run on a scratch. @return the error it ends with */
    Optional<String> run(String script, String where, Screening screening) throws SQLException {
        try (Session session = scratch.session()) {
            Prepared prepared = new Prepared(session);
            for (Statement statement : Script.split(script, where)) {
                if (screening.forbidden(statement).isEmpty()) {
                    try {
                        Optional<String> forbidden = screening.forbidden(prepared.meant(statement));
                        if (forbidden.isPresent()) {
                            return forbidden;
                        }
                        session.run(statement.text());
                    } catch (SQLException failed) {
                        return Optional.of("line " + statement.line() + " (" + statement.shortened() + "): "
                                + Session.words(failed));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Screening screening() throws SQLException {
        return new Screening(new java.util.HashSet<>(scratch.otherSchemas()), scratch.isCopy());
    }
}
