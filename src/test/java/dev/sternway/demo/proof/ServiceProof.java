package dev.sternway.demo.proof;

import dev.sternway.demo.victim.TodoDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether the service can be used again: log-in for every kind of account, and the next insert into every table. */
public final class ServiceProof {
    private static final List<String> NEXT_INSERTS = List.of(
            "INSERT INTO users (name, role, password_hash) VALUES ('next-insert', 'guest', 'x')",
            "INSERT INTO tasks (user_id, title) SELECT min(id), 'next insert' FROM users",
            "INSERT INTO audit_log (at, actor, action, duration, details) VALUES (now(), 'x', 'x', '1 s', '{}')");

    private final URI service;
    private final TodoDatabase database;

    public ServiceProof(URI service, TodoDatabase database) {
        this.service = service;
        this.database = database;
    }

    /** One sentence for every kind of account that cannot log in. */
    public List<String> logInFailures() throws InterruptedException {
        List<String> failures = new ArrayList<>();
        for (String account : List.of("ada-admin", "max-member", "gil-guest")) {
            String body = "{\"name\":\"" + account + "\",\"password\":\"" + account + "\"}";
            try {
                int status = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(service.resolve("/sessions"))
                                        .POST(BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode();
                if (status != 200) {
                    failures.add(account + " cannot log in: the service answers " + status);
                }
            } catch (IOException e) {
                failures.add(account + " cannot log in: the service does not answer");
            }
        }
        return failures;
    }

    /** One sentence for every table whose next row cannot be written; what is tried is rolled back. */
    public List<String> insertFailures() {
        List<String> failures = new ArrayList<>();
        var source = database.asOwner();
        for (String insert : NEXT_INSERTS) {
            try {
                new TransactionTemplate(new DataSourceTransactionManager(source)).executeWithoutResult(transaction -> {
                    transaction.setRollbackOnly();
                    JdbcClient.create(source).sql(insert).update();
                });
            } catch (DataAccessException e) {
                failures.add(
                        "the next insert fails: " + e.getMostSpecificCause().getMessage());
            }
        }
        return failures;
    }
}
