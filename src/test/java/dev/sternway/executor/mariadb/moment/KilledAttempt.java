package dev.sternway.executor.mariadb.moment;

import dev.sternway.base.Secret;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step in a process of its own, to be killed. */
final class KilledAttempt {
    private KilledAttempt() {}

    static Process start(TestContext context, String schema, String position) throws Exception {
        Path notes = context.workspace().resolve("notes.json");
        PlanMapper.json().writeValue(notes.toFile(), context.notes);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledAttempt.class.getName(),
                context.workspace().toString(),
                String.valueOf(MariaDbServer.port()),
                schema,
                position));
        builder.environment().put("PASSWORD", MariaDbServer.password().reveal());
        return builder.redirectErrorStream(true)
                .redirectOutput(context.workspace().resolve("killed.log").toFile())
                .start();
    }

    public static void main(String[] args) throws Exception {
        Path workspace = Path.of(args[0]);
        TestContext context = new TestContext(workspace)
                .target(
                        "db",
                        new Target(
                                Target.Type.MARIADB,
                                Optional.of("jdbc:mariadb://127.0.0.1:" + args[1] + "/" + args[2]),
                                Optional.of("sternway"),
                                Optional.of(new Target.SecretReference("PASSWORD")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()));
        context.secrets.put("PASSWORD", Secret.of(System.getenv("PASSWORD")));
        PlanMapper.json()
                .readTree(Files.readAllBytes(workspace.resolve("notes.json")))
                .fields()
                .forEachRemaining(
                        note -> context.notes.put(note.getKey(), note.getValue().asText()));
        new MariaPointInTime()
                .run(
                        new MariaPointInTime.Inputs(
                                "db", Optional.of(RecoverTo.position(args[3])), MariaPointInTime.Then.COPY_DATABASE),
                        context);
    }
}
