package dev.sternway.executor.migrate.liquibase;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;

/** What Liquibase takes for commits are savepoints of a transaction that only its owner ends. */
final class HeldConnection extends JdbcConnection {
    private final Connection connection;
    private Savepoint last;

    HeldConnection(Connection connection) throws SQLException {
        super(connection);
        this.connection = connection;
        this.last = connection.setSavepoint();
    }

    @Override
    public void commit() throws DatabaseException {
        try {
            connection.releaseSavepoint(last);
            last = connection.setSavepoint();
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    @Override
    public void rollback() throws DatabaseException {
        try {
            connection.rollback(last);
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    @Override
    public void setAutoCommit(boolean autoCommit) {
        // a changeset that asks for no transaction fails in this one, which undoes all
    }

    @Override
    public void close() {
        // its owner closes it
    }
}
