package dev.sternway.database.decode;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A logical replication slot: from its making on, the server keeps the log of every committed write. */
public final class ChangeSlot implements ChangeSalvage.Source {
    private static final String PLUGIN = "test_decoding";

    private final DatabaseAccess database;
    private final String name;

    public ChangeSlot(DatabaseAccess database, String name) {
        this.database = database;
        this.name = name;
    }

    /** A slot's name for a guard: letters, digits and underscores, at most 63. */
    public static String name(String copy) {
        String plain = copy.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return plain.substring(Math.max(0, plain.length() - 63));
    }

    /**
     * Makes it, or says why the server cannot have one. Waits for open transactions, at most so many seconds.
     *
     * @return the reason, empty when the slot is there
     */
    public Optional<String> create(int seconds) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            String level = Sql.column(connection, "show wal_level").get(0);
            if (!level.equals("logical")) {
                return Optional.of("wal_level is " + level + ", not logical");
            }
            if (held(connection).isPresent()) {
                return Optional.empty();
            }
            statement.execute("set statement_timeout = '" + seconds + "s'");
            Sql.column(connection, "select pg_create_logical_replication_slot(?, '" + PLUGIN + "')", name);
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(
                    String.valueOf(refused.getMessage()).lines().findFirst().orElse("the server refused"));
        }
    }

    /** Bytes of log that the server keeps for it; empty when there is no slot, or its log is gone. */
    public Optional<Long> held() throws SQLException {
        try (Connection connection = database.maintenance().connect()) {
            return held(connection);
        }
    }

    private Optional<Long> held(Connection connection) throws SQLException {
        List<String> held = Sql.column(
                connection,
                "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), restart_lsn)::bigint from pg_replication_slots"
                        + " where slot_name = ? and restart_lsn is not null"
                        + " and coalesce(to_jsonb(pg_replication_slots) ->> 'wal_status', 'reserved') <> 'lost'",
                name);
        return held.stream().findFirst().map(Long::valueOf);
    }

    /** Rows written since it was made; nothing is consumed. Empty when counting takes longer than two seconds or somebody reads it. */
    public OptionalLong changes() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = '2s'");
            List<String> counted = Sql.column(
                    connection,
                    "select count(*) from pg_logical_slot_peek_changes(?, null, null, 'skip-empty-xacts', 'true')"
                            + " where data like 'table %'",
                    name);
            return OptionalLong.of(Long.parseLong(counted.get(0)));
        } catch (SQLException tooLong) {
            return OptionalLong.empty();
        }
    }

    public void drop() throws SQLException {
        try (Connection connection = database.maintenance().connect()) {
            Sql.column(
                    connection,
                    "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ?",
                    name);
        }
    }

    @Override
    public void read(String afterLsn, ChangeSalvage.Sink sink) throws Exception {
        try (Connection connection = database.connect();
                Statement setting = connection.createStatement()) {
            connection.setAutoCommit(false);
            // commits that did not wait for the disk are only decoded when a later one has waited
            setting.execute("set local synchronous_commit = on");
            setting.execute("select pg_logical_emit_message(true, 'sternway', 'read up to here')");
            connection.commit();
            setting.execute("set local timezone = 'UTC'");
            setting.execute("set local extra_float_digits = 1");
            try (var statement = connection.prepareStatement(
                    "select lsn >= ?::pg_lsn, xid::text::bigint, data from pg_logical_slot_peek_changes(?, null, null,"
                            + " 'include-xids', 'false', 'skip-empty-xacts', 'true')")) {
                statement.setFetchSize(1000);
                statement.setString(1, afterLsn.isEmpty() ? "0/0" : afterLsn);
                statement.setString(2, name);
                var rows = statement.executeQuery();
                while (rows.next()) {
                    if (rows.getBoolean(1)) {
                        Optional<Change> change = TestDecoding.read(rows.getString(3));
                        if (change.isPresent()) {
                            sink.change(rows.getLong(2), change.get());
                        }
                    }
                }
            }
            connection.rollback();
        }
    }
}
