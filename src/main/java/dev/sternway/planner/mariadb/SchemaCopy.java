package dev.sternway.planner.mariadb;

import dev.sternway.planner.mariadb.catalog.Catalog;
import dev.sternway.planner.mariadb.catalog.CatalogReader;
import dev.sternway.planner.mariadb.catalog.Column;
import dev.sternway.planner.mariadb.catalog.Quote;
import dev.sternway.planner.mariadb.catalog.StoredObject;
import dev.sternway.planner.mariadb.catalog.StoredObject.Kind;
import dev.sternway.planner.mariadb.catalog.TableShape;
import dev.sternway.planner.mariadb.reverse.ObjectText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes in one schema what another one holds. Events are made disabled, or the server would run them in the copy. */
final class SchemaCopy {
    private final Connection source;
    private final String from;
    private final Connection connection;

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
        for (String step : ObjectText.create(object)) {
            run(step);
        }
        if (object.kind() == Kind.EVENT) {
            run("ALTER EVENT " + Quote.name(object.name()) + " DISABLE");
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
