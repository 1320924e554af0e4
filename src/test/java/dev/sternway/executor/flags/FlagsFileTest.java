package dev.sternway.executor.flags;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sternway.base.Problem;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.ReadOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagsFileTest {
    private static final String FLAGS = """
            {"$schema": "https://flagd.dev/schema/v0/flags.json", "flags": {
              "sign-up": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off",
                          "targeting": {"if": [{"ends_with": [{"var": "email"}, "@shop.example"]}, "on", "off"]}},
              "other": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "on"}}}
            """;

    private final FlagsFile flags = new FlagsFile();

    @TempDir
    Path folder;

    private Path file;
    private TestContext context;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("flags.json"), FLAGS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        context = new TestContext(folder);
    }

    @Test
    void switchesOffAndBringsTheTargetingBack() throws Exception {
        new ThereAndBack<>(flags, "file: " + file + "\nflag: sign-up", context, () -> tree(file))
                .proves(() -> change(
                        "sign-up",
                        "{\"state\": \"ENABLED\", \"variants\": {\"on\": true}, \"defaultVariant\": \"on\"}"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void servesOneVariantToEverybodyInAYamlFile() throws Exception {
        Path yaml = Files.writeString(folder.resolve("flags.yaml"), new YAMLMapper().writeValueAsString(tree(file)));

        new ThereAndBack<>(flags, "file: " + yaml + "\nflag: sign-up\nvariant: \"off\"", context, () -> tree(yaml))
                .proves(() -> {});

        assertThat(Files.readString(yaml)).startsWith("---").contains("defaultVariant: \"off\"");
    }

    @Test
    void leavesWhatOthersWroteForOtherFlags() throws Exception {
        var disabled = inputs(flags, "{file: " + file + ", flag: sign-up, to: disabled}");
        done(flags.run(disabled, context));
        change("other", "{\"state\": \"DISABLED\"}");
        done(flags.undo(disabled, context));

        assertThat(tree(file).at("/flags/other/state").asText()).isEqualTo("DISABLED");
        assertThat(tree(file).at("/flags/sign-up/state").asText()).isEqualTo("ENABLED");
    }

    @Test
    void saysAtArmingWhatIsMissing() {
        assertThatThrownBy(
                        () -> flags.ready(inputs(flags, "{file: " + file + ", flag: sing-up, to: disabled}"), context))
                .hasMessageContaining("SW-1148")
                .hasMessageContaining("sing-up");
        assertThatThrownBy(() -> flags.ready(
                        inputs(flags, "{file: " + file + ", flag: sign-up, variant: none, to: disabled}"), context))
                .hasMessageContaining("no variant none");
        assertThatThrownBy(() -> flags.ready(inputs(flags, "{file: /no/flags.json, flag: a, to: disabled}"), context))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void changesNoFileThatMayNotBeReplaced() throws Exception {
        var disabled = inputs(flags, "{file: " + file + ", flag: sign-up, to: disabled}");
        JsonNode before = tree(file);
        done(flags.ready(disabled, context));
        try (ReadOnly readOnly = new ReadOnly(file)) {
            assertThat(refused(outcome(() -> flags.ready(disabled, context))).what())
                    .contains("this user may not replace " + file);
            Problem problem = refused(outcome(() -> flags.run(disabled, context)));
            assertThat(problem.code()).isEqualTo("SW-1148");
            assertThat(problem.what()).contains(file + " may not be replaced");
        }

        assertThat(tree(file)).isEqualTo(before);
        assertThat(Files.list(folder)).containsExactly(file);
        done(flags.run(disabled, context));
        done(flags.undo(disabled, context));
        assertThat(tree(file)).isEqualTo(before);
    }

    @Test
    void changesNothingOnceItIsCancelled() throws Exception {
        var disabled = inputs(flags, "{file: " + file + ", flag: sign-up, to: disabled}");
        JsonNode before = tree(file);
        var work = context.underway(1);
        context.beforeEffect(work::cancel);

        assertThatThrownBy(() -> flags.run(disabled, context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(tree(file)).isEqualTo(before);
        context.underway(2);
        context.beforeEffect(() -> {});
        done(flags.run(disabled, context));
        assertThat(tree(file).at("/flags/sign-up/state").asText()).isEqualTo("DISABLED");
    }

    private void change(String flag, String value) {
        try {
            ObjectNode whole = (ObjectNode) tree(file);
            ((ObjectNode) whole.path("flags")).set(flag, new ObjectMapper().readTree(value));
            Files.writeString(file, whole.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
