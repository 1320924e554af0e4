package dev.sternway.demo.victim;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database on a PostgreSQL server, owned by the role that its service and its migrations connect as. */
public interface VictimDatabase {
    /** JDBC URL without the database's name, with the slash. */
    String server();

    String name();

    /** The role; its password is its name. */
    String owner();

    default String url() {
        return server() + name();
    }

    /** As the service itself connects, and as migrations run. */
    default DataSource asOwner() {
        return new DriverManagerDataSource(url(), owner(), owner());
    }

    default DataSource asSuperuser() {
        return new DriverManagerDataSource(url(), "postgres", "postgres");
    }

    /** Another database of the same server, which need not exist. */
    default VictimDatabase sibling(String name) {
        return new Sibling(server(), name, owner());
    }

    /** The role, where it is missing, and the empty database. */
    default void createEmpty() {
        JdbcClient postgres = JdbcClient.create(sibling("postgres").asSuperuser());
        if (postgres.sql("SELECT 1 FROM pg_roles WHERE rolname = ?")
                .params(owner())
                .query()
                .listOfRows()
                .isEmpty()) {
            postgres.sql("CREATE ROLE " + owner() + " LOGIN PASSWORD '" + owner() + "'")
                    .update();
        }
        postgres.sql("CREATE DATABASE " + name() + " OWNER " + owner()).update();
    }

    /** {@link #sibling}. */
    record Sibling(String server, String name, String owner) implements VictimDatabase {}
}
