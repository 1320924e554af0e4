package dev.sternway.executor.config;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Problem;
import dev.sternway.base.Secret;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.ReadOnly;
import dev.sternway.testing.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {
    private final ConfigFile file = new ConfigFile();
    private final EnvFile env = new EnvFile();

    @TempDir
    Path folder;

    private Path live;
    private TestContext context;

    @BeforeEach
    void open() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        live = app.resolve("live.conf");
        context = new TestContext(folder).target("app", Targets.host(app, Map.of()));
    }

    @Test
    void putsAFileBackAsItWasAtArmingWithItsMode() throws Exception {
        Files.writeString(live, "old");
        done(file.ready(with(""), context));
        Files.writeString(live, "new");
        Files.setPosixFilePermissions(live, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(file.probe(with(""), context)).isInstanceOf(Probe.Needed.class);

        done(file.run(with(""), context));

        assertThat(live).hasContent("old");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(live)))
                .isEqualTo("rw-r-----");
        done(file.verify(with(""), context));
        assertThat(file.probe(with(""), context)).isInstanceOf(Probe.Already.class);
        done(file.undo(with(""), context));
        assertThat(live).hasContent("new");
    }

    @Test
    void removesAFileThatWasNotThereAtArming() throws Exception {
        done(file.ready(with(""), context));
        Files.writeString(live, "new");

        done(file.run(with(""), context));

        assertThat(live).doesNotExist();
        done(file.undo(with(""), context));
        assertThat(live).hasContent("new");
    }

    @Test
    void remembersWhatWasThereBeforeAlsoAfterAnAttemptThatWasKilled() throws Exception {
        Files.writeString(live, "old");
        done(file.ready(with(""), context));
        Files.writeString(live, "new");
        done(file.run(with(""), context));
        Files.writeString(live.resolveSibling(".live.conf.sternway-new"), "half");

        done(file.run(with(""), context));

        done(file.undo(with(""), context));
        assertThat(live).hasContent("new");
        assertThat(Files.list(live.getParent())).containsExactly(live);
    }

    @Test
    void takesContentFromThePlan() throws Exception {
        Files.writeString(live, "new");
        context.file("conf/old.conf", "from the plan");

        done(file.ready(with("file: conf/old.conf"), context));
        done(file.run(with("file: conf/old.conf"), context));

        assertThat(live).hasContent("from the plan");
        assertThat(refused(outcome(() -> file.ready(with("file: conf/none.conf"), context)))
                        .code())
                .isEqualTo("SW-0304");
    }

    @Test
    void putsSingleValuesOfJsonBackAndLeavesTheRest() throws Exception {
        Files.writeString(live, "{\"api\": {\"endpoint\": \"/v1\"}, \"kept\": 1}");
        String with = "json: {/api/endpoint: null, /api/beta: null, /debug: false}";
        done(file.ready(with(with), context));
        Files.writeString(live, "{\"api\": {\"endpoint\": \"/v2\", \"beta\": true}, \"kept\": 2}");

        done(file.run(with(with), context));

        assertThat(live)
                .content()
                .isEqualToIgnoringWhitespace("{\"api\":{\"endpoint\":\"/v1\"},\"kept\":2,\"debug\":false}");
        assertThat(file.probe(with(with), context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void refusesWhatNobodyKeptAndWhatWasTamperedWith() throws Exception {
        Files.writeString(live, "old");
        assertThat(refused(outcome(() -> file.run(with(""), context))).code()).isEqualTo("SW-1126");

        done(file.ready(with(""), context));
        Path copy = Files.list(folder.resolve("files")).findFirst().orElseThrow();
        Files.writeString(copy, "evil");
        assertThat(refused(outcome(() -> file.run(with(""), context))).what()).contains("was changed");
        assertThat(live).hasContent("old");
    }

    @Test
    void refusesAFolderThatIsNotThereAndJsonThatIsNone() throws Exception {
        assertThatThrownBy(() -> file.ready(inputs(file, "{target: app, path: none/live.conf}"), context))
                .hasMessageContaining("SW-1124");
        Files.writeString(live, "port = 1");
        assertThat(refused(outcome(() -> file.ready(with("json: {/a: 1}"), context)))
                        .code())
                .isEqualTo("SW-1128");
    }

    @Test
    void changesNothingOnceItIsCancelled() throws Exception {
        Files.writeString(live, "old");
        done(file.ready(with(""), context));
        Files.writeString(live, "new");
        var work = context.underway(1);
        context.beforeEffect(work::cancel);

        assertThatThrownBy(() -> file.run(with(""), context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(live).hasContent("new");
    }

    @Test
    void setsAndRemovesKeysOfAnEnvironmentFileAndPutsThemBackByteForByte() throws Exception {
        String original = "# shop\nAPI_URL=http://new\n\nexport FLAG=on # beta\nKEEP='a b'\nLAST=1";
        Files.writeString(live, original);
        context.secrets.put("OLD_KEY", Secret.of("s3cret $x"));
        String with = "{set: {API_URL: 'http://old', API_KEY: 'secret:OLD_KEY'}, unset: [FLAG]}";
        done(env.ready(environment(with), context));

        done(env.run(environment(with), context));

        assertThat(live).hasContent("# shop\nAPI_URL=http://old\n\nKEEP='a b'\nLAST=1\nAPI_KEY=\"s3cret \\$x\"\n");
        assertThat(sourced("API_KEY")).isEqualTo("s3cret $x");
        assertThat(env.probe(environment(with), context)).isInstanceOf(Probe.Already.class);
        done(env.undo(environment(with), context));
        assertThat(Files.readString(live)).isEqualTo(original);
    }

    @Test
    void restoresKeysAsTheyWereAtArmingAndKeepsWhatOthersWrote() throws Exception {
        Files.writeString(live, "A=1\nB=2\n");
        done(env.ready(environment("restore: [A, C]"), context));
        Files.writeString(live, "A=9\nB=7\nC=3\n");

        done(env.run(environment("restore: [A, C]"), context));

        assertThat(live).hasContent("A=1\nB=7\n");
        Files.writeString(live, "A=1\nB=8\n");
        done(env.undo(environment("restore: [A, C]"), context));
        assertThat(live).hasContent("A=9\nB=8\nC=3\n");
    }

    @Test
    void anEnvironmentFileStaysAsItIsOnceTheStepIsCancelledAndGoesBackWholly() throws Exception {
        Files.writeString(live, "A=1\n");
        done(env.ready(environment("restore: [A]"), context));
        Files.writeString(live, "A=2\n");
        var work = context.underway(1);
        context.beforeEffect(work::cancel);
        assertThatThrownBy(() -> env.run(environment("restore: [A]"), context))
                .isInstanceOf(StepContext.Cancelled.class);
        assertThat(live).hasContent("A=2\n");
        context.underway(2);
        context.beforeEffect(() -> {});

        done(env.run(environment("restore: [A]"), context));

        assertThat(live).hasContent("A=1\n");
        assertThatThrownBy(() -> env.ready(inputs(env, "{target: app, path: none/live.env, restore: [A]}"), context))
                .hasMessageContaining("SW-1124");
    }

    @Test
    void changesNoFileThatMayNotBeReplacedAndLeavesNothingBesideIt() throws Exception {
        Files.writeString(live, "A=1\n");
        var asArmed = with("");
        var restored = environment("restore: [A]");
        done(file.ready(asArmed, context));
        done(env.ready(restored, context));
        Files.writeString(live, "A=2\n");

        for (Path place : List.of(live.getParent(), live)) {
            try (ReadOnly readOnly = new ReadOnly(place)) {
                for (Problem problem : List.of(
                        refused(outcome(() -> file.run(asArmed, context))),
                        refused(outcome(() -> env.run(restored, context))))) {
                    assertThat(problem.code()).isEqualTo("SW-1125");
                    assertThat(problem.what()).contains(live.toString());
                    assertThat(problem.next()).contains("the user whom Sternway runs as");
                }
            }
            assertThat(live).hasContent("A=2\n");
            assertThat(Files.list(live.getParent())).containsExactly(live);
        }
        try (ReadOnly readOnly = new ReadOnly(live.getParent())) {
            assertThat(refused(outcome(() -> file.ready(asArmed, context))).code())
                    .isEqualTo("SW-1125");
            assertThat(refused(outcome(() -> env.ready(restored, context))).code())
                    .isEqualTo("SW-1125");
        }
        done(file.run(asArmed, context));
        done(file.undo(asArmed, context));
        done(env.run(restored, context));
        assertThat(live).hasContent("A=1\n");
    }

    private String sourced(String key) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", ". " + live + "; printf %s \"$" + key + "\"").start();
        return new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private ConfigFile.Inputs with(String more) {
        return inputs(file, "target: app\npath: live.conf\n" + more);
    }

    private EnvFile.Inputs environment(String more) {
        String rest = more.startsWith("{") ? more.substring(1, more.length() - 1) : more;
        return inputs(env, "{target: app, path: live.conf, " + rest + "}");
    }
}
