package dev.sternway.demo.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.traffic.Browser.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One user after the other at one keyboard: signs up, adds tasks, ticks them off, removes some. An old client knows neither
 * e-mail addresses nor ids that are not numbers.
 */
final class Visitor implements Runnable {
    private static final String PASSWORD = "correct horse";

    private record Task(String id, String title) {}

    private final Browser browser;
    private final Journal journal;
    private final String label;
    private final boolean old;
    private final Duration pause;
    private final Random random;
    private final List<Task> tasks = new ArrayList<>();
    private String user = "";
    private String userId = "";
    private int count;
    private volatile boolean leaving;

    Visitor(Browser browser, Journal journal, String label, boolean old, Duration pause) {
        this.browser = browser;
        this.journal = journal;
        this.label = label;
        this.old = old;
        this.pause = pause;
        this.random = new Random(label.hashCode());
    }

    @Override
    public void run() {
        try {
            while (!leaving) {
                act();
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After the answer that it waits for: an interrupted request might have been served. */
    void leave() {
        leaving = true;
    }

    private void act() throws InterruptedException {
        int die = random.nextInt(10);
        if (userId.isEmpty() || die == 0) {
            signUp();
        } else if (tasks.isEmpty() || die < 4) {
            addTask();
        } else if (die < 8) {
            changeTask(tasks.get(random.nextInt(tasks.size())));
        } else if (die == 8) {
            removeTask(tasks.get(0));
        } else if (old) {
            logIn();
        } else {
            changeEmail();
        }
    }

    private void signUp() throws InterruptedException {
        String name = label + "-" + ++count;
        Map<String, String> form = new LinkedHashMap<>(Map.of("name", name, "password", PASSWORD, "role", "member"));
        if (!old) {
            form.put("email", name + "@mail.example");
        }
        Answer answer = browser.send("POST", "/users", form);
        if (answer.yes()) {
            Map<String, String> kept = new LinkedHashMap<>(Map.of("name", name, "role", "member"));
            if (answer.body().hasNonNull("email")) {
                kept.put("email", answer.body().path("email").asText());
            }
            journal.promised("users", name, kept);
            user = name;
            userId = id(answer.body());
            tasks.clear();
        } else {
            userId = "";
        }
    }

    private void addTask() throws InterruptedException {
        String title = label + " task " + ++count;
        Answer answer = browser.send("POST", "/tasks", Map.of("userId", userId, "title", title));
        if (answer.yes()) {
            JsonNode task = answer.body();
            journal.promised(
                    "tasks",
                    title,
                    Map.of("title", title, "status", task.path("status").asText()));
            tasks.add(new Task(id(task), title));
        } else {
            forgetAfter(answer);
        }
    }

    private void changeTask(Task task) throws InterruptedException {
        Map<String, String> change = Map.of("status", "step " + ++count);
        Answer answer = browser.send("PUT", "/tasks/" + task.id(), change);
        if (answer.yes()) {
            journal.promised("tasks", task.title(), change);
        } else if (answer.unclear()) {
            journal.unanswered("tasks", task.title(), change);
        } else {
            forgetAfter(answer);
        }
    }

    private void removeTask(Task task) throws InterruptedException {
        Answer answer = browser.send("DELETE", "/tasks/" + task.id(), Map.of());
        if (answer.yes()) {
            journal.removed("tasks", task.title());
            tasks.remove(task);
        } else if (answer.unclear()) {
            journal.perhapsRemoved("tasks", task.title());
        } else {
            forgetAfter(answer);
        }
    }

    private void logIn() throws InterruptedException {
        browser.send("POST", "/sessions", Map.of("name", user, "password", PASSWORD));
    }

    private void changeEmail() throws InterruptedException {
        Map<String, String> change = Map.of("email", user + "." + ++count + "@mail.example");
        Answer answer = browser.send("PUT", "/users/" + userId + "/email", change);
        if (answer.yes()) {
            journal.promised("users", user, change);
        } else if (answer.unclear()) {
            journal.unanswered("users", user, change);
        }
    }

    /** Whoever holds ids that this version does not know starts afresh. */
    private void forgetAfter(Answer answer) {
        if (answer.status() == 404) {
            userId = "";
            tasks.clear();
        }
    }

    /** An old client makes a number of every id, as its script does. */
    private String id(JsonNode body) {
        JsonNode id = body.path("id");
        return old && !id.isNumber() ? "NaN" : id.asText();
    }
}
