package dev.sternway.executor.check;

import dev.sternway.base.Secret;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Steps;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The service {@code api} that checks ask, and the checks by their names with inputs of one line. */
final class CheckedService implements AutoCloseable {
    private static final String WITH = "{target: api, ";
    private static final String LOGIN =
            "{target: api, path: /sessions, token: /token, session: /me, log-out: /sessions,"
                    + " accounts: [{name: member, body: {name: mia, password: \"secret:MIA\"}}]}";
    private static final String CRUD =
            "{target: api, path: /notes, create: {text: one}, read: {/text: one}, update: {text: two}}";

    TestContext context;
    WebServer server = new WebServer(request -> Answer.of(200, "{}"));

    private final Path folder;

    CheckedService(Path folder) {
        this.folder = folder;
        open(server.url());
    }

    @Override
    public void close() {
        server.close();
    }

    List<String> methods() {
        return server.asked().stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    void serve(Function<Asked, Answer> answers) {
        server.close();
        server = new WebServer(answers);
        open(server.url());
    }

    void open(String url) {
        context = new TestContext(folder).target("api", Targets.service(url));
        context.secrets.put("KEY", Secret.of("key-word"));
        context.secrets.put("MIA", Secret.of("mia-word"));
        context.notes.put("served/api/", "{}");
    }

    Outcome run(String uses, String with) throws Exception {
        return run(uses, with, context);
    }

    static Outcome run(String uses, String with, TestContext in) throws Exception {
        return run(ExecutorCatalogue.standard().get(uses), yaml(with), in);
    }

    private static <I extends Record> Outcome run(Executor<I> executor, String yaml, TestContext in) throws Exception {
        return executor.run(Steps.inputs(executor, yaml), in);
    }

    Outcome ready(String uses, String with) throws Exception {
        return ready(ExecutorCatalogue.standard().get(uses), yaml(with), context);
    }

    private static <I extends Record> Outcome ready(Executor<I> executor, String yaml, TestContext in)
            throws Exception {
        return executor.ready(Steps.inputs(executor, yaml), in);
    }

    private static String yaml(String with) {
        return switch (with) {
            case "LOKI" -> "{loki: {target: api, query: '{app=\"shop\"}'}}";
            case "LOGIN" -> LOGIN;
            case "CRUD" -> CRUD;
            default -> WITH + with;
        };
    }
}
