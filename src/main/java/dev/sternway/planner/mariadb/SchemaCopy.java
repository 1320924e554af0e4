package dev.sternway.planner.mariadb;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Token;
import dev.sternway.planner.mariadb.reverse.ObjectText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes in one schema what another one holds. Events are made disabled, or the server would run them in the copy. */
final class SchemaCopy {
    private final Connection source;
    private final String from;
    private final Connection connection;
    private final Set<String> others = new HashSet<>();

    /** @param connection whose own schema is filled */
    SchemaCopy(Connection source, String from, Connection connection) {
        this.source = source;
        this.from = from;
        this.connection = connection;
    }

    void copy() throws SQLException {
        Catalog catalog = CatalogReader.read(source);
        run("SET SESSION foreign_key_checks = 0, check_constraint_checks = 0, unique_checks = 0,"
                + " sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'");
        run("ALTER DATABASE " + catalog.charset());
        objects(catalog, Kind.SEQUENCE);
        objects(catalog, Kind.FUNCTION);
        for (TableShape table : catalog.tables().values()) {
            table(table, catalog);
        }
        views(catalog);
        objects(catalog, Kind.PROCEDURE);
        objects(catalog, Kind.TRIGGER);
        objects(catalog, Kind.EVENT);
        for (StoredObject sequence : catalog.stored()) {
            if (sequence.kind() == Kind.SEQUENCE) {
                run("ALTER SEQUENCE " + Quote.name(sequence.name()) + " RESTART "
                        + catalog.counters().get(sequence.name()));
            }
        }
    }

    private void table(TableShape table, Catalog catalog) throws SQLException {
        staysInside("table " + table.name(), table.create(true));
        Long next = catalog.counters().get(table.name());
        run(table.create(true));
        String columns = Quote.names(table.written().stream().map(Column::name).toList());
        run("INSERT INTO " + Quote.name(table.name()) + " (" + columns + ") SELECT " + columns + " FROM "
                + Quote.name(from) + "." + Quote.name(table.name()));
        if (next != null) {
            run("ALTER TABLE " + Quote.name(table.name()) + " AUTO_INCREMENT = " + next);
        }
    }

    /** A view that reads another one must wait for it. */
    private void views(Catalog catalog) throws SQLException {
        List<StoredObject> waiting = new ArrayList<>(of(catalog, Kind.VIEW));
        while (!waiting.isEmpty()) {
            List<StoredObject> still = new ArrayList<>();
            SQLException last = null;
            for (StoredObject view : waiting) {
                try {
                    make(view);
                } catch (SQLException notYet) {
                    last = notYet;
                    still.add(view);
                }
            }
            if (last != null && still.size() == waiting.size()) {
                throw last;
            }
            waiting = still;
        }
    }

    private void objects(Catalog catalog, Kind kind) throws SQLException {
        for (StoredObject object : of(catalog, kind)) {
            make(object);
        }
    }

    private static List<StoredObject> of(Catalog catalog, Kind kind) {
        return catalog.stored().stream()
                .filter(it -> it.kind() == kind)
                .sorted(Comparator.comparing(StoredObject::table)
                        .thenComparing(StoredObject::slot)
                        .thenComparing(StoredObject::order))
                .toList();
    }

    private void make(StoredObject object) throws SQLException {
        staysInside(object.kind() + " " + object.name(), object.create());
        for (String step : ObjectText.create(object)) {
            run(
                    object.kind() == Kind.EVENT
                            ? step.replaceFirst("(ON COMPLETION (NOT )?PRESERVE) ENABLE", "$1 DISABLE")
                            : step);
        }
    }

    /** What names another schema would write there when a migration wakes it in the copy. */
    private void staysInside(String what, String definition) throws SQLException {
        List<Token> tokens = Lexer.tokens(definition);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            boolean names = tokens.get(i).canBeName() && tokens.get(i + 1).is(".");
            if (names && others().contains(tokens.get(i).text())) {
                throw ProblemException.of(
                        "SW-0472",
                        "The target cannot be copied safely: " + what + " names the schema "
                                + tokens.get(i).text(),
                        from,
                        "Check without --url, on the server that Sternway starts");
            }
        }
    }

    private Set<String> others() throws SQLException {
        if (others.isEmpty()) {
            others.addAll(Sql.column(source, "SELECT schema_name FROM information_schema.schemata"));
            others.remove("information_schema");
        }
        return others;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
