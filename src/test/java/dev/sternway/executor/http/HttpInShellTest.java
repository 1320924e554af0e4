package dev.sternway.executor.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.Executor;
import dev.sternway.executor.notify.NotifyWebhook;
import dev.sternway.plan.Target;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import dev.sternway.testing.Steps;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What curl sends, run by a real shell. */
class HttpInShellTest {
    private static final String SECRET = "it's \"quoted\" \\ $HOME `x`";

    @TempDir
    private Path folder;

    private final WebServer service = new WebServer(asked -> asked.path().startsWith("/broken")
            ? WebServer.Answer.of(500, "")
            : new WebServer.Answer(200, "{\"a\": [{\"b/c\": 1.0}], \"n\": null}", Map.of("X-Kind", "good: yes")));

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void logsInWithWhatStandsInTheEnvironment() throws Exception {
        assertThat(run(Targets.service(service.url(), "maria", "PASSWORD"), "{target: it, path: /a}"))
                .isZero();
        assertThat(run(Targets.serviceWithToken(service.url() + "/", "TOKEN"), """
                {target: it, method: POST, path: "/b?q=[1]", headers: {X-Key: "secret:KEY", X-Plain: "it's $HOME"},
                 body: {text: "it's $HOME"}}"""))
                .isZero();

        assertThat(service.asked().get(0).headers().get("authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString(("maria:" + SECRET).getBytes(StandardCharsets.UTF_8)));
        WebServer.Asked second = service.asked().get(1);
        assertThat(second.path()).isEqualTo("/b?q=[1]");
        assertThat(second.body().strip()).isEqualTo("{\"text\":\"it's $HOME\"}");
        assertThat(second.headers())
                .containsEntry("authorization", "Bearer " + SECRET)
                .containsEntry("x-key", SECRET)
                .containsEntry("x-plain", "it's $HOME")
                .containsEntry("content-type", "application/json")
                .containsEntry("idempotency-key", "run-1/7");
    }

    @Test
    void holdsTheAnswerAgainstWhatIsExpected() throws Exception {
        Target target = Targets.service(service.url());
        assertThat(run(target, "{target: it, path: /a, expect: {status: [200, 201], json: {/a/0/b~1c: 1, /n: null}}}"))
                .isZero();
        assertThat(run(target, "{target: it, path: /a, expect: {status: [201]}}"))
                .isOne();
        assertThat(run(target, "{target: it, path: /a, expect: {json: {/a/0/b~1c: \"1\"}}}"))
                .isOne();
        assertThat(run(target, "{target: it, path: /a, expect: {json: {/missing: null}}}"))
                .isOne();
        assertThat(run(target, "{target: it, path: /broken}")).isOne();
        assertThat(run(Targets.service("http://localhost:1"), "{target: it, path: /a}"))
                .isOne();
    }

    @Test
    void tellsAChatWhatHappened() throws Exception {
        NotifyWebhook notify = new NotifyWebhook();
        String text = "{target: it, path: /chat, text: \"${incident}: it's \\\"bad\\\" \\\\ ${reason}\"}";

        assertThat(run(notify, Targets.service(service.url()), text)).isZero();

        assertThat(service.asked().get(0).body().strip())
                .isEqualTo("{\"text\": \"<incident>: it's \\\"bad\\\" \\\\ <reason>\"}");
    }

    private int run(Target target, String inputs) throws Exception {
        return run(new HttpRequestStep(), target, inputs);
    }

    private <I extends Record> int run(Executor<I> executor, Target target, String inputs) throws Exception {
        ShellSetting setting = new ShellSetting(Map.of("it", target), path -> Optional.empty());
        ShellStep step =
                executor.inShell(Steps.inputs(executor, inputs), setting).orElseThrow();
        String script = """
                set -eu
                run=run-1 step=7 mark=run-1/7 work=$PWD
                say() { printf '%%s\\n' "$*"; }
                word() { printf '<%%s>' "$1"; }
                json_text() { printf '"%%s"' "$(printf '%%s\\n' "$1" | sed 's/[\\\\"]/\\\\&/g')"; }
                %s
                perform() {
                %s
                }
                perform
                """.formatted(String.join("\n", step.needs().functions().values()), step.run());
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("PASSWORD", SECRET, "TOKEN", SECRET, "KEY", SECRET));
        return builder.start().waitFor();
    }
}
