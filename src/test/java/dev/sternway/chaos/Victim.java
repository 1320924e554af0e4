package dev.sternway.chaos;

import dev.sternway.demo.stage.PlanFolder;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one plan rolls back: a database, a service and files of its own, each of which counts what was done to it. */
final class Victim implements AutoCloseable {
    private static final Pattern COUNT = Pattern.compile("/count/(\\w+)");
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(150);

    private final String id;
    private final Path folder;
    private final String database = PostgresServer.create();
    private final Map<String, Integer> posted = new ConcurrentHashMap<>();
    private final WebServer service = new WebServer(this::answer);
    private volatile boolean maintenance;

    Victim(String id, Path folder) throws IOException {
        this.id = id;
        this.folder = Files.createDirectories(folder);
        PostgresServer.execute(
                database,
                "create table users (id bigint primary key, name text not null)",
                "insert into users select n, 'user ' || n from generate_series(1, 100) n",
                "create table effect (step text not null)");
    }

    String id() {
        return id;
    }

    byte[] plan() throws IOException {
        PlanFolder plan = PlanFolder.copy(Path.of("src/test/resources/chaos"), folder.resolve("plan"));
        Path file = plan.path().resolve("plan.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("ID", id)
                        .replace("DATABASE", PostgresServer.url(database))
                        .replace("SERVICE", service.url())
                        .replace("FOLDER", folder.toString()));
        return plan.zip();
    }

    void migrate() throws IOException {
        PostgresServer.execute(database, Files.readString(folder.resolve("plan/db/V1__email.sql")));
    }

    private WebServer.Answer answer(WebServer.Asked asked) {
        Matcher count = COUNT.matcher(asked.path());
        if (count.matches()) {
            boolean post = asked.method().equals("POST");
            LockSupport.parkNanos(post ? SLOW : 0);
            int now = posted.merge(count.group(1), post ? 1 : 0, Integer::sum);
            LockSupport.parkNanos(post ? SLOW : 0);
            return WebServer.Answer.of(200, "{\"n\": " + now + "}");
        }
        if (asked.method().equals("PUT")) {
            LockSupport.parkNanos(SLOW);
            maintenance = asked.body().contains("true");
            LockSupport.parkNanos(SLOW);
        }
        return WebServer.Answer.of(200, "{\"on\": " + maintenance + "}");
    }

    /** How often each step took effect, as far as that is counted. */
    Map<String, Integer> effects() throws IOException {
        Map<String, Integer> all = new TreeMap<>(posted);
        Path diary = folder.resolve("diary");
        if (Files.exists(diary)) {
            Files.readAllLines(diary).forEach(step -> all.merge(step, 1, Integer::sum));
        }
        for (String step : PostgresServer.value(database, "select coalesce(string_agg(step, ','), '') from effect")
                .split(",")) {
            if (!step.isEmpty()) {
                all.merge(step, 1, Integer::sum);
            }
        }
        all.values().removeIf(times -> times == 0);
        return all;
    }

    /** Whether the step took effect, for the person who is asked. */
    boolean happened(String step) throws IOException {
        return effects().keySet().stream().anyMatch(step::contains);
    }

    boolean maintenance() {
        return maintenance;
    }

    List<String> columns() {
        return List.of(PostgresServer.value(
                        database,
                        "select string_agg(column_name, ',' order by ordinal_position)"
                                + " from information_schema.columns where table_name = 'users' and table_schema = 'public'")
                .split(","));
    }

    @Override
    public void close() {
        service.close();
    }
}
