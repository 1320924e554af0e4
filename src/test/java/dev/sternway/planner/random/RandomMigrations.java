package dev.sternway.planner.random;

import dev.sternway.planner.Migration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** A schema with rows and, one after the other, migrations that run on it. */
public final class RandomMigrations {
    private static final List<Maker> MAKERS = Stream.of(
                    TableMakers.all(), ConstraintMakers.all(), ObjectMakers.all(), DataMakers.all())
            .flatMap(List::stream)
            .toList();

    private final long seed;
    private final Dice dice;
    private final String setup;
    private int number;

    public RandomMigrations(long seed) {
        this.seed = seed;
        dice = new Dice(seed);
        setup = RandomSchema.script(dice);
    }

    /** The script that the first migration finds done; roles golden_owner, golden_reader and golden_writer must exist. */
    public String setup() {
        return setup;
    }

    /**
     * The next one, of one to six changes. It is tried out on the way and undone again.
     *
     * @param connection of a superuser to a database in the state after the migration before
     */
    public Migration next(Connection connection) throws SQLException {
        number++;
        String name = "R" + seed + "_" + number + "__change.sql";
        List<String> script = new ArrayList<>();
        List<String> sequences = sequences(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET LOCAL search_path = ''");
            statement.execute("SET LOCAL client_min_messages = error");
            int changes = dice.chance(35) ? 1 : dice.number(2, 6);
            for (int tries = 0; changes > 0 && tries < 60; tries++) {
                List<String> change = change(connection);
                if (!change.isEmpty() && runs(connection, statement, change)) {
                    script.addAll(change);
                    changes--;
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                for (String back : sequences) {
                    statement.execute(back);
                }
            }
        }
        StringBuilder text = new StringBuilder("-- " + name + "; it's drawn at random\n");
        script.forEach(it -> text.append(it).append(dice.of(";\n", ";\n", ";\n\n/* remark; */\n", "; -- done\n")));
        return new Migration(name, name, text.toString(), Optional.empty());
    }

    /** Statements that put each sequence where it stands now: no rollback does. */
    private static List<String> sequences(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = ''");
            for (Names.Thing sequence : new Names(connection).sequences()) {
                try (ResultSet row = statement.executeQuery("SELECT last_value, is_called FROM " + sequence.name())) {
                    row.next();
                    statements.add("SELECT setval(" + Names.literal(sequence.name()) + ", " + row.getLong(1) + ", "
                            + row.getBoolean(2) + ")");
                }
            }
        }
        return statements;
    }

    private List<String> change(Connection connection) {
        try {
            return dice.one(MAKERS).make(new Names(connection), dice);
        } catch (NoSuchElementException nothingToChange) {
            return List.of();
        }
    }

    private static boolean runs(Connection connection, Statement statement, List<String> change) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            for (String sql : change) {
                statement.execute(sql);
            }
            statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException impossible) {
            connection.rollback(before);
            return false;
        }
    }
}
