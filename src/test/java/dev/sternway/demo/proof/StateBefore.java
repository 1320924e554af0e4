package dev.sternway.demo.proof;

import dev.sternway.demo.stage.DemoFailure;
import dev.sternway.demo.victim.TodoDatabase;
import dev.sternway.demo.victim.VictimDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What must be the same after a rollback: the schema, the tables that nobody writes to, the rows that nobody touched, and the
 * database's owner, limits and settings.
 */
public record StateBefore(List<String> schema, Map<String, String> fingerprints, String settings) {
    private static final Map<String, String> OF_THE_TODO_SERVICE = Map.of(
            "settings", "SELECT name, value FROM settings ORDER BY name",
            "audit_log", "SELECT id, at, actor, action, duration, details FROM audit_log ORDER BY id",
            "users that were there before",
                    "SELECT id, name, role, password_hash, created_at FROM users WHERE name ~ '^user-'"
                            + " OR name = ANY (ARRAY['ada-admin','max-member','gil-guest','smoke-test']) ORDER BY id",
            "tasks that were there before",
                    "SELECT id, user_id, title, status, updated_at FROM tasks WHERE title ~ '^Task ' ORDER BY id");

    public static StateBefore of(TodoDatabase database) {
        return of(database, OF_THE_TODO_SERVICE);
    }

    /** @param untouched queries for rows that nobody touches, in order, by what they are */
    public static StateBefore of(VictimDatabase database, Map<String, String> untouched) {
        JdbcClient jdbc = JdbcClient.create(database.asSuperuser());
        Map<String, String> fingerprints = new LinkedHashMap<>();
        untouched.forEach((what, rows) -> fingerprints.put(what, fingerprint(jdbc, rows)));
        return new StateBefore(schema(database), fingerprints, settings(jdbc));
    }

    /** One sentence for every difference. */
    public List<String> differencesTo(StateBefore after) {
        List<String> differences = new ArrayList<>();
        List<String> missing = new ArrayList<>(schema);
        after.schema.forEach(missing::remove);
        List<String> extra = new ArrayList<>(after.schema);
        schema.forEach(extra::remove);
        missing.forEach(line -> differences.add("the schema lacks: " + line));
        extra.forEach(line -> differences.add("the schema has in addition: " + line));
        if (missing.isEmpty() && extra.isEmpty() && !schema.equals(after.schema)) {
            differences.add("the schema has the same lines in another order");
        }
        fingerprints.forEach((what, before) -> {
            if (!Objects.equals(before, after.fingerprints.get(what))) {
                differences.add(what + ": not the same rows as before (" + before + ", now "
                        + after.fingerprints.get(what) + ")");
            }
        });
        if (!settings.equals(after.settings)) {
            differences.add("the database's settings were " + settings + " and are " + after.settings);
        }
        return differences;
    }

    private static String fingerprint(JdbcClient jdbc, String rows) {
        try {
            return jdbc.sql("SELECT count(*) || ' rows, ' || md5(string_agg(r::text, E'\\n')) FROM (" + rows + ") r")
                    .query(String.class)
                    .single();
        } catch (DataAccessException e) {
            return "unreadable: " + e.getMostSpecificCause().getMessage();
        }
    }

    private static String settings(JdbcClient jdbc) {
        return jdbc.sql("SELECT format('owner %s, limit %s, connections %s, settings %s', pg_get_userbyid(datdba),"
                        + " datconnlimit, datallowconn, (SELECT array_agg(setconfig::text ORDER BY setrole)"
                        + " FROM pg_db_role_setting s WHERE s.setdatabase = d.oid))"
                        + " FROM pg_database d WHERE datname = current_database()")
                .query(String.class)
                .single();
    }

    private static List<String> schema(VictimDatabase database) {
        try {
            Process dump = new ProcessBuilder(
                            "pg_dump", "--schema-only", "--schema=public", "--dbname=" + uri(database))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String text = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (dump.waitFor() != 0) {
                throw new DemoFailure("pg_dump of " + database.url() + " failed");
            }
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .filter(line -> !line.matches("\\\\(un)?restrict .*"))
                    .toList();
        } catch (IOException e) {
            throw new DemoFailure("pg_dump could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while waiting for pg_dump", e);
        }
    }

    static String uri(VictimDatabase database) {
        return database.url().replace("jdbc:postgresql://", "postgresql://postgres:postgres@");
    }
}
