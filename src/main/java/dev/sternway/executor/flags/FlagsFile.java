package dev.sternway.executor.flags;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.ReplacedFile;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A flag in a file that flagd, or an OpenFeature provider, watches. */
public final class FlagsFile extends SwitchesFlag<FlagsFile.Inputs> {
    private static final int LONGEST = 48_000;

    /** The flag, and what becomes of it. */
    public record Inputs(
            @JsonPropertyDescription("The file in flagd's format, JSON or YAML, on the machine where Sternway runs.")
            @NotBlank
            @Pattern(regexp = "/.*\\.(json|ya?ml)", message = "is an absolute path that ends in .json, .yaml or .yml")
            String file,

            @JsonPropertyDescription("Key of the flag.") @NotBlank
            String flag,

            @JsonPropertyDescription(
                    "When disabled, everybody gets this variant; without it the state becomes DISABLED and the code's default counts.")
            Optional<String> variant,

            @JsonPropertyDescription(To.MEANING) @NotNull To to) {}

    @Override
    public String uses() {
        return "flags/file";
    }

    @Override
    public String summary() {
        return "Switches a flag in a flagd file off, or back as it was at arming, targeting included.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    Flag flag(Inputs inputs, StepContext context) {
        boolean json = inputs.file().endsWith(".json");
        return new InFile(
                Path.of(inputs.file()),
                inputs.flag(),
                inputs.variant(),
                json ? JsonMapper.builder().build() : new YAMLMapper());
    }

    @Override
    To to(Inputs inputs) {
        return inputs.to();
    }

    @Override
    String what(Inputs inputs) {
        return inputs.file() + "/" + inputs.flag();
    }

    /** Only the flag is replaced; what others write for other flags meanwhile stays. Comments of a YAML file are lost. */
    private record InFile(Path file, String key, Optional<String> variant, ObjectMapper format) implements Flag {
        private static final String FLAGS = "flags";
        private static final String STATE = "state";
        private static final String VARIANT = "defaultVariant";
        private static final String DISABLED = "DISABLED";
        private static final String TARGETING = "targeting";

        @Override
        public JsonNode state() {
            JsonNode flag = read().path(FLAGS).path(key);
            if (!flag.isObject()) {
                throw unfit("has no flag " + key, "Correct its key");
            }
            if (variant.filter(it -> flag.path("variants").path(it).isMissingNode())
                    .isPresent()) {
                throw unfit("has no variant " + variant.get() + " of " + key, "Name one of its variants");
            }
            return flag;
        }

        @Override
        public boolean off(JsonNode flag) {
            return variant.map(it -> flag.path(VARIANT).asText().equals(it)
                                    && flag.path(TARGETING).isEmpty())
                            .orElse(false)
                    || flag.path(STATE).asText().equals(DISABLED);
        }

        @Override
        public void switchOff(JsonNode now) throws IOException {
            ObjectNode off = now.deepCopy();
            if (variant.isPresent()) {
                off.put(VARIANT, variant.get());
                off.remove(TARGETING);
            } else {
                off.put(STATE, DISABLED);
            }
            put(off);
        }

        @Override
        public void restore(JsonNode before, JsonNode now) throws IOException {
            put(before);
        }

        private void put(JsonNode flag) throws IOException {
            ObjectNode whole = read().deepCopy();
            ((ObjectNode) whole.path(FLAGS)).set(key, flag);
            try {
                ReplacedFile.write(file, format.writerWithDefaultPrettyPrinter().writeValueAsString(whole) + "\n");
            } catch (FileSystemException refused) {
                throw unfit(
                        "may not be replaced: " + ReplacedFile.whyNot(refused),
                        "Let the user whom Sternway runs as replace it");
            }
        }

        private JsonNode read() {
            try {
                JsonNode whole = format.readTree(Files.readString(file));
                return whole == null ? JsonNodeFactory.instance.objectNode() : whole;
            } catch (IOException unreadable) {
                throw new ProblemException(
                        new Problem(
                                "SW-1148",
                                "The flags in " + file + " cannot be read: "
                                        + String.valueOf(unreadable.getMessage())
                                                .lines()
                                                .findFirst()
                                                .orElse(""),
                                file.toString(),
                                "Run Sternway where the file is, as a user who may write it"),
                        unreadable);
            }
        }

        @Override
        public Optional<String> lost(JsonNode flag) {
            try {
                return ReplacedFile.possible(file) && flag.toString().length() < LONGEST
                        ? Optional.empty()
                        : Optional.of("this user may not replace " + file + ", or the flag is longer than " + LONGEST);
            } catch (IOException gone) {
                return Optional.of(String.valueOf(gone.getMessage()));
            }
        }

        private ProblemException unfit(String what, String next) {
            return ProblemException.of("SW-1148", "The file " + file + " " + what, file.toString(), next);
        }
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        if (inputs.to() != To.DISABLED || !inputs.file().endsWith(".json")) {
            return Optional.empty();
        }
        String file = Shell.word(inputs.file());
        String filter = inputs.variant()
                .map(it -> ".flags[$flag].defaultVariant = $variant | del(.flags[$flag].targeting)")
                .orElse(".flags[$flag].state = \"DISABLED\"");
        String run = "cp " + file + " \"$folder/flags-before-$step\"\njq --arg flag "
                + Shell.quoted(inputs.flag()) + " --arg variant "
                + Shell.quoted(inputs.variant().orElse("")) + " "
                + Shell.quoted(filter) + " " + file + " >\"$work/flags\"\ncat \"$work/flags\" >" + file;
        return Optional.of(ShellStep.of(
                "switches the flag " + inputs.flag() + " in " + inputs.file()
                        + " off; the file as it was is kept in the run's folder",
                run,
                Needs.command("jq", "Debian: apt-get install jq")
                        .and(Needs.check("test -w " + file, inputs.file() + " is missing or cannot be written"))));
    }
}
