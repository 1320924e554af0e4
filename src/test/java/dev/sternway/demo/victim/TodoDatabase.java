package dev.sternway.demo.victim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The service's database on a PostgreSQL server: schema of version 1 and rows that were there before anybody came.
 *
 * @param server JDBC URL without the database's name, with the slash
 */
public record TodoDatabase(String server, String name) implements VictimDatabase {
    public static final String OWNER = "todo_app";
    public static final String PASSWORD = "todo_app";

    /** An account of each kind, whose password is its name. */
    public static final List<String> ACCOUNTS = List.of("ada-admin", "max-member", "gil-guest", "smoke-test");

    /** Creates role, database, schema and rows. */
    public static TodoDatabase create(String server, String name) {
        TodoDatabase database = new TodoDatabase(server, name);
        database.createEmpty();
        JdbcClient todo = JdbcClient.create(database.asOwner());
        todo.sql(schema()).update();
        database.fill(todo);
        return database;
    }

    @Override
    public String owner() {
        return OWNER;
    }

    private void fill(JdbcClient todo) {
        BCryptPasswordEncoder passwords = new BCryptPasswordEncoder(4);
        for (String account : ACCOUNTS) {
            String role = account.equals("smoke-test") ? "member" : account.substring(account.indexOf('-') + 1);
            todo.sql("INSERT INTO users (name, role, password_hash) VALUES (?, ?, ?)")
                    .params(account, role, passwords.encode(account))
                    .update();
        }
        String forgotten = passwords.encode("forgotten");
        todo.sql("INSERT INTO users (name, role, password_hash, created_at)"
                        + " SELECT 'user-' || n, (ARRAY['member','guest','member'])[1 + n % 3], ?,"
                        + " timestamptz '2026-01-01 UTC' + n * interval '1 hour' FROM generate_series(1, 500) n")
                .params(forgotten)
                .update();
        todo.sql("INSERT INTO tasks (user_id, title, status, updated_at)"
                        + " SELECT 5 + n % 500, 'Task ' || n, (ARRAY['open','done','open'])[1 + n % 3],"
                        + " timestamptz '2026-02-01 UTC' + n * interval '1 minute' FROM generate_series(1, 5000) n")
                .update();
        todo.sql("INSERT INTO settings SELECT 'setting-' || n, md5(n::text) FROM generate_series(1, 40) n")
                .update();
        todo.sql("INSERT INTO audit_log (at, actor, action, duration, details)"
                        + " SELECT timestamptz '2026-01-01 UTC' + n * interval '1 minute', 'user-' || n % 500,"
                        + " 'log-in', n % 900 * interval '1 ms', jsonb_build_object('n', n)"
                        + " FROM generate_series(1, 20000) n")
                .update();
    }

    private static String schema() {
        try (InputStream in = TodoDatabase.class.getResourceAsStream("V1__schema.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
