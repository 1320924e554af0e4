package dev.sternway.database.mariadb.tables;

import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.ForeignKey;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.copy.Course;
import dev.sternway.database.mariadb.copy.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes foreign keys off before tables are renamed, for they would follow; and makes them as they are in the copy. */
public final class ForeignKeys {
    private final MariaAccess live;
    private final Course course;

    public ForeignKeys(MariaAccess live, Course course) {
        this.live = live;
        this.course = course;
    }

    /** Those of tables that stay to tables that move. */
    public void takeOff(Collection<String> moving) throws Exception {
        try (Connection connection = open()) {
            for (TableShape table : CatalogReader.read(connection).tables().values()) {
                for (ForeignKey key : table.foreignKeys().values()) {
                    if (moving.contains(key.parent()) && !moving.contains(table.name())) {
                        drop(connection, table, key);
                    }
                }
            }
        }
    }

    /** Of these tables, and those of all others that lead to them. Rows are not checked against them. */
    public void asIn(Catalog armed, Collection<String> tables) throws Exception {
        try (Connection connection = open()) {
            Catalog now = CatalogReader.read(connection);
            for (TableShape table : now.tables().values()) {
                Map<String, ForeignKey> wanted =
                        armed.table(table.name()).map(TableShape::foreignKeys).orElse(Map.of());
                for (ForeignKey key : table.foreignKeys().values()) {
                    if (tables.contains(table.name()) && !key.equals(wanted.get(key.name()))) {
                        drop(connection, table, key);
                    }
                }
            }
            for (TableShape table : now.tables().values()) {
                Map<String, ForeignKey> wanted =
                        armed.table(table.name()).map(TableShape::foreignKeys).orElse(Map.of());
                for (ForeignKey key : wanted.values()) {
                    boolean concerned = tables.contains(table.name()) || tables.contains(key.parent());
                    if (concerned && !key.equals(table.foreignKeys().get(key.name()))) {
                        course.beforeEffect();
                        Session.run(connection, "ALTER TABLE " + Quote.name(table.name()) + " ADD " + key.line());
                    }
                }
            }
            indexes(connection, armed, tables);
        }
    }

    /** The server replaces an index that it once made for a foreign key by one that is named after the new key. */
    private void indexes(Connection connection, Catalog armed, Collection<String> tables) throws Exception {
        for (TableShape table : CatalogReader.read(connection).tables().values()) {
            TableShape wanted = armed.table(table.name()).orElse(table);
            boolean concerned = tables.contains(table.name())
                    || wanted.foreignKeys().values().stream().anyMatch(it -> tables.contains(it.parent()));
            for (ForeignKey key : concerned ? wanted.foreignKeys().values() : List.<ForeignKey>of()) {
                String made = table.keys().getOrDefault(key.name(), "");
                Optional<String> lost = made.isEmpty() || wanted.keys().containsKey(key.name())
                        ? Optional.empty()
                        : wanted.keys().keySet().stream()
                                .filter(it -> !table.keys().containsKey(it))
                                .filter(it -> made.replace(Quote.name(key.name()), Quote.name(it))
                                        .equals(wanted.keys().get(it)))
                                .findFirst();
                if (lost.isPresent()) {
                    course.beforeEffect();
                    Session.run(
                            connection,
                            "ALTER TABLE " + Quote.name(table.name()) + " RENAME INDEX " + Quote.name(key.name())
                                    + " TO " + Quote.name(lost.get()));
                }
            }
        }
    }

    private void drop(Connection connection, TableShape table, ForeignKey key) throws Exception {
        course.beforeEffect();
        Session.run(
                connection, "ALTER TABLE " + Quote.name(table.name()) + " DROP FOREIGN KEY " + Quote.name(key.name()));
    }

    /** Unchecked, keys come and go without a table being copied. */
    private Connection open() throws SQLException {
        Connection connection = Session.filling(live);
        Session.run(connection, "SET SESSION system_versioning_alter_history = 'KEEP'");
        return connection;
    }
}
