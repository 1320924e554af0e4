package dev.sternway.plan.allow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operator's file of allow-lists, by environment; {@code "*"} stands for all that are not named.
 *
 * @param environments nothing is limited when empty, but for what nobody can allow
 */
public record AllowFile(Map<String, Allowed> environments) {
    public static final AllowFile NONE = new AllowFile(Map.of());

    private static final ObjectMapper YAML = JsonMapper.builder(new YAMLFactory())
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public AllowFile {
        environments = Map.copyOf(environments);
    }

    /** @param file none when blank. @throws ProblemException SW-0839 when it cannot be used */
    public static AllowFile of(String file) {
        if (file.isBlank()) {
            return NONE;
        }
        try {
            Map<String, Allowed> read =
                    YAML.readValue(Files.readString(Path.of(file)), new TypeReference<Map<String, Allowed>>() {});
            if (read == null || read.isEmpty() || read.containsValue(null)) {
                throw unusable(file, "it names no environment, or one without anything below it");
            }
            read.values().forEach(Allowed::reach);
            return new AllowFile(read);
        } catch (JsonProcessingException wrong) {
            var place = wrong.getLocation();
            throw unusable(
                    file + (place == null ? "" : ":" + place.getLineNr()),
                    wrong.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IllegalArgumentException wrong) {
            throw unusable(file, String.valueOf(wrong.getMessage()));
        } catch (IOException missing) {
            throw unusable(file, "it cannot be read");
        }
    }

    /** Nothing at all where there is a file that does not name the environment. */
    public Allowed in(String environment) {
        if (environments.isEmpty()) {
            return Allowed.ANYTHING;
        }
        return environments.getOrDefault(environment, environments.getOrDefault("*", Allowed.NOTHING));
    }

    /** What is wrong with where the plan's targets lead, as far as their names say. */
    public List<Problem> objections(Plan plan, String environment) {
        Allowed allowed = in(environment);
        return new TreeMap<>(plan.targets())
                .entrySet().stream()
                        .flatMap(entry -> allowed.objection(entry.getValue()).stream()
                                .map(problem -> new Problem(
                                        problem.code(),
                                        "Target " + entry.getKey() + " in " + environment + ": " + problem.what(),
                                        entry.getKey(),
                                        problem.next())))
                        .toList();
    }

    private static ProblemException unusable(String where, String what) {
        return ProblemException.of(
                "SW-0839",
                "The allow-list cannot be used: " + what,
                where,
                "Write environments with hosts, commands and users: production: {hosts: [api.example.com], commands: [systemctl]}");
    }
}
