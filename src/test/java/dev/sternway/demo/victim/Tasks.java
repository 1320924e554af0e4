package dev.sternway.demo.victim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What users have to do. */
final class Tasks {
    private final Shape shape;
    private final JdbcClient jdbc;
    private final Accounts accounts;

    Tasks(Shape shape, JdbcClient jdbc, Accounts accounts) {
        this.shape = shape;
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    Map<String, Object> add(Json body) {
        return outward(jdbc.sql("INSERT INTO tasks (user_id, title) VALUES (:user, :title)"
                        + " RETURNING id, user_id, title, status")
                .param("user", accounts.writer(body.text("userId")))
                .param("title", body.text("title"))
                .query()
                .singleRow());
    }

    Map<String, Object> change(String id, Json body) {
        return jdbc
                .sql("UPDATE tasks SET status = :status, updated_at = now() WHERE id = :id"
                        + " RETURNING id, user_id, title, status")
                .param("status", body.text("status"))
                .param("id", shape.id(id))
                .query()
                .listOfRows()
                .stream()
                .findFirst()
                .map(this::outward)
                .orElseThrow(() -> new Refusal(404, "no such task: " + id));
    }

    Map<String, Object> remove(String id) {
        int removed = jdbc.sql("DELETE FROM tasks WHERE id = :id")
                .param("id", shape.id(id))
                .update();
        if (removed == 0) {
            throw new Refusal(404, "no such task: " + id);
        }
        return Map.of("removed", id);
    }

    List<Map<String, Object>> of(String userId) {
        return jdbc
                .sql("SELECT id, user_id, title, status FROM tasks WHERE user_id = :user ORDER BY id")
                .param("user", shape.id(userId))
                .query()
                .listOfRows()
                .stream()
                .map(this::outward)
                .toList();
    }

    private Map<String, Object> outward(Map<String, Object> row) {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("id", accounts.outward(String.valueOf(row.get("id"))));
        task.put("userId", accounts.outward(String.valueOf(row.get("user_id"))));
        task.put("title", row.get("title"));
        task.put("status", row.get("status"));
        return task;
    }
}
