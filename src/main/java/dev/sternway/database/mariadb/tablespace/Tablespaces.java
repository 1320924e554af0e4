package dev.sternway.database.mariadb.tablespace;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.OwnSchema;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.copy.Course;
import dev.sternway.database.mariadb.copy.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of single InnoDB tables: exported while writers wait, and imported into empty tables of the same definition. */
public final class Tablespaces {
    private static final List<String> FILES = List.of(".ibd", ".cfg");

    private final MariaAccess schema;
    private final Course course;

    public Tablespaces(MariaAccess schema, Course course) {
        this.schema = schema;
        this.course = course;
    }

    /** What is done while the tables stand still. */
    public interface Work {
        void run() throws Exception;
    }

    /** Changes nothing. @throws ProblemException SW-0680 when the server's files are out of reach, SW-0681 when it has replicas */
    public static void require(MariaAccess schema) throws SQLException, IOException {
        try (Connection connection = schema.connect()) {
            ServerFolder.of(schema, connection);
            if (!Sql.column(connection, "SELECT id FROM information_schema.processlist WHERE command = 'Binlog Dump'")
                    .isEmpty()) {
                throw ProblemException.of(
                        "SW-0681",
                        "The server has replicas, and they would not get the files of imported tables",
                        schema.host() + ":" + schema.port(),
                        "Keep a clone or a dump; nothing was touched");
            }
        }
    }

    /** Tables that can go as files; partitions, full-text indexes and other engines cannot. */
    public static List<String> fit(Catalog catalog) {
        return catalog.tables().values().stream()
                .filter(TableShape::isTransactional)
                .filter(table -> table.partitions().isEmpty()
                        && table.keys().values().stream().noneMatch(it -> it.startsWith("FULLTEXT"))
                        && table.options().keySet().stream()
                                .noneMatch(it -> it.contains("DIRECTORY") || it.contains("ENCRYPT")))
                .map(TableShape::name)
                .toList();
    }

    /** The statements that make the tables, without the schema's name. */
    public Map<String, String> definitions(Collection<String> tables) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        OwnSchema own = new OwnSchema(schema.name());
        try (Connection connection = Session.open(schema);
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + Quote.name(table))) {
                    row.next();
                    found.put(table, own.without(row.getString(2)));
                }
            }
        }
        return found;
    }

    /**
     * @param all tables of the schema, which stand still meanwhile
     * @param tables those whose files are copied
     * @param still done before writers go on
     * @throws ProblemException SW-0591 when somebody holds a table
     */
    public void export(List<String> all, List<String> tables, Path into, Work still) throws Exception {
        try (Connection connection = Session.open(schema)) {
            ServerFolder folder = ServerFolder.of(schema, connection);
            if (!all.isEmpty()) {
                hold(connection, all);
            }
            long done = 0;
            for (String table : tables) {
                course.beforeEffect();
                for (String ending : FILES) {
                    Path file = folder.file(table, ending);
                    Files.copy(file, into.resolve(file.getFileName()));
                }
                course.progress(++done, tables.size(), "tables");
            }
            still.run();
        }
    }

    private void hold(Connection connection, List<String> tables) throws SQLException {
        try {
            Session.run(connection, "FLUSH TABLES " + Quote.names(tables) + " FOR EXPORT");
        } catch (SQLTransientException waited) {
            throw ProblemException.of(
                    "SW-0591",
                    "The tables of " + schema.name()
                            + " cannot be held still: a transaction has been open for more than half a minute",
                    schema.host() + ":" + schema.port(),
                    "End long transactions and migrations, then try again");
        }
    }

    /** Straight into another schema of the same server, where the same tables are, without rows. */
    public void into(MariaAccess other, List<String> tables) throws Exception {
        try (Connection from = Session.open(schema);
                Connection to = Session.filling(other)) {
            ServerFolder source = ServerFolder.of(schema, from);
            ServerFolder target = ServerFolder.of(other, to);
            for (String table : tables) {
                course.beforeEffect();
                Session.run(to, "ALTER TABLE " + Quote.name(table) + " DISCARD TABLESPACE");
                hold(from, List.of(table));
                for (String ending : FILES) {
                    target.bring(source.file(table, ending), target.file(table, ending));
                }
                Session.run(from, "UNLOCK TABLES");
                Session.run(to, "ALTER TABLE " + Quote.name(table) + " IMPORT TABLESPACE");
                Files.deleteIfExists(target.file(table, ".cfg"));
            }
        }
    }

    /** Into a schema of our own, where none of the tables is. */
    public void bring(Map<String, String> definitions, Path from) throws Exception {
        try (Connection connection = Session.filling(schema)) {
            ServerFolder folder = ServerFolder.of(schema, connection);
            long done = 0;
            for (Map.Entry<String, String> table : definitions.entrySet()) {
                course.beforeEffect();
                String name = Quote.name(table.getKey());
                Session.run(connection, table.getValue());
                Session.run(connection, "ALTER TABLE " + name + " DISCARD TABLESPACE");
                for (String ending : FILES) {
                    Path to = folder.file(table.getKey(), ending);
                    folder.bring(from.resolve(to.getFileName()), to);
                }
                Session.run(connection, "ALTER TABLE " + name + " IMPORT TABLESPACE");
                Files.deleteIfExists(folder.file(table.getKey(), ".cfg"));
                course.progress(++done, definitions.size(), "tables");
            }
        }
    }
}
