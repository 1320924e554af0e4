package dev.sternway.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.util.Map;

/** A database with users and tasks on the shared server, and a context that calls it {@code db}. */
public final class Victim {
    public final String name = PostgresServer.create();
    public final TestContext context;

    public Victim(Path workspace) {
        context = new TestContext(workspace).target("db", PostgresServer.target(name));
        run(
                "CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL UNIQUE, score numeric(20,10), seen timestamptz)",
                "CREATE TABLE tasks (id serial PRIMARY KEY, user_id int NOT NULL REFERENCES users (id), title text, extra json)",
                "INSERT INTO users (name, score, seen) SELECT 'u' || i, i + 0.1234567891, now() FROM generate_series(1, 20) i",
                "INSERT INTO tasks (user_id, title, extra) SELECT i, 't' || i, '{\"a\": 1.50}' FROM generate_series(1, 20) i");
    }

    public void run(String... statements) {
        PostgresServer.execute(name, statements);
    }

    public String value(String query) {
        return PostgresServer.value(name, query);
    }

    /** Runs a step the way the worker does: probe, run unless it is so already, verify. */
    public <I extends Record> Map<String, String> step(Executor<I> named, I inputs) throws Exception {
        Executor<I> executor = named.on(inputs, context);
        Probe probe = executor.probe(inputs, context);
        if (probe instanceof Probe.Already already) {
            return already.evidence();
        }
        Outcome outcome = executor.run(inputs, context);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(executor.verify(inputs, context)).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).evidence();
    }
}
