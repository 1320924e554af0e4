package dev.sternway.executor;

import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.util.Map;

/** A MariaDB schema with users and tasks on the shared server, and a context that calls it {@code db}. */
public final class MariaVictim {
    public final String name = MariaDbServer.create();
    public final TestContext context;

    public MariaVictim(Path workspace) {
        context = new TestContext(workspace).target("db", MariaDbServer.target(name));
        context.secrets.put(MariaDbServer.PASSWORD.secret(), MariaDbServer.password());
        run(
                "CREATE TABLE users (id int AUTO_INCREMENT PRIMARY KEY, name varchar(50) NOT NULL UNIQUE,"
                        + " score decimal(20,10), seen datetime(6))",
                "CREATE TABLE tasks (id int AUTO_INCREMENT PRIMARY KEY, user_id int NOT NULL, title text, extra json,"
                        + " FOREIGN KEY (user_id) REFERENCES users (id))",
                "INSERT INTO users (name, score, seen) SELECT CONCAT('u', seq), seq + 0.1234567891, now(6) FROM seq_1_to_20",
                "INSERT INTO tasks (user_id, title, extra) SELECT seq, CONCAT('t', seq), '{\"a\": 1.50}' FROM seq_1_to_20");
    }

    public void run(String... statements) {
        MariaDbServer.execute(name, statements);
    }

    public String value(String query) {
        return MariaDbServer.value(name, query);
    }

    /** Runs a step the way the worker does: probe, run unless it is so already, verify. */
    public <I extends Record> Map<String, String> step(Executor<I> named, I inputs) throws Exception {
        return ByThePlan.step(named.uses(), named, inputs, context);
    }
}
