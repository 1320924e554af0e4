package dev.sternway.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.plan.Target;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.Targets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever executor says its step in shell says it so that ShellCheck finds nothing. */
class SaidInShellTest {
    private static final ExecutorCatalogue CATALOGUE = ExecutorCatalogue.standard();
    private static final String RUNNER = """
            set -eu
            run='' step='' folder='' work='' answer='' mark=''
            say() { printf '%s\\n' "$*"; }
            ask() { say "$1$answer$folder$run$step$mark"; }
            confirm() { ask "$1"; }
            instructed() { ask ''; }
            word() { say "$1"; }
            json_text() { say "$1"; }
            confirm "$(word "$(json_text "$work")")" && instructed
            """;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> saysEveryGoodExampleInProperShell() {
        return CATALOGUE.all().stream()
                .map(executor -> DynamicTest.dynamicTest(executor.uses(), () -> {
                    for (Fixtures.Fixture fixture : Fixtures.good(executor)) {
                        Optional<ShellStep> said = said(executor, fixture.tree());
                        if (said.isPresent()) {
                            assertThat(said.get().does()).isNotBlank();
                            assertThat(checked(said.get()))
                                    .as(fixture.file().toString())
                                    .isEmpty();
                        }
                    }
                }));
    }

    private static <I extends Record> Optional<ShellStep> said(Executor<I> executor, JsonNode with) {
        return executor.inShell(
                CATALOGUE.bind(executor, with),
                new ShellSetting(targets(with), path -> Optional.of("SELECT 1;".getBytes(StandardCharsets.UTF_8))));
    }

    private static Map<String, Target> targets(JsonNode with) {
        Map<String, Target> targets = new HashMap<>();
        targets.put(with.path("target").asText(), Targets.serviceWithToken("http://localhost", "TOKEN"));
        with.path("targets").forEach(target -> targets.put(target.asText(), Targets.service("http://localhost")));
        targets.put(with.at("/serves/target").asText(), Targets.service("http://localhost"));
        targets.put(
                "pool",
                new Target(
                        Target.Type.PGBOUNCER,
                        Optional.of("jdbc:postgresql://localhost:6432/pgbouncer"),
                        Optional.of("keeper"),
                        Optional.of(PostgresServer.PASSWORD),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
        targets.put(with.path("host").asText(), Targets.host(Path.of("/srv"), Map.of("KEY", "secret:KEY")));
        if (with.has("database")) {
            String name = with.path("database").asText();
            targets.put(
                    name,
                    new Target(
                            Target.Type.POSTGRESQL,
                            Optional.of("jdbc:postgresql://localhost/db?sslmode=require&ssl=true"),
                            Optional.of("postgres"),
                            Optional.of(PostgresServer.PASSWORD),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of()));
        }
        return targets;
    }

    private String checked(ShellStep step) throws Exception {
        StringBuilder script = new StringBuilder("#!/bin/sh\n").append(RUNNER);
        step.needs().functions().values().forEach(script::append);
        List<String> bodies = Stream.of(step.probe(), Optional.of(step.run()), step.verify())
                .flatMap(Optional::stream)
                .toList();
        for (int i = 0; i < bodies.size(); i++) {
            script.append("body_")
                    .append(i)
                    .append("() {\n")
                    .append(Shell.indented(bodies.get(i)))
                    .append("\n}\nbody_")
                    .append(i)
                    .append('\n');
        }
        step.needs().checks().keySet().forEach(check -> script.append(check).append('\n'));
        Path file = Files.writeString(folder.resolve("step.sh"), script);
        Process process = new ProcessBuilder("shellcheck", "-s", "sh", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
