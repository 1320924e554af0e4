package dev.sternway.cli.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The file of profiles, which nobody but its owner may read. */
record Profiles(Path file, Content content) {
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final ObjectMapper YAML = JsonMapper.builder(new YAMLFactory())
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What the file says. */
    record Content(Optional<String> standard, Map<String, Profile> profiles) {
        Content(@JsonProperty("default") Optional<String> standard, Map<String, Profile> profiles) {
            this.standard = standard == null ? Optional.empty() : standard;
            this.profiles = profiles == null ? Map.of() : profiles;
        }
    }

    /** One server and who asks it. */
    record Profile(Optional<String> url, Optional<String> user, Optional<String> password, Optional<String> token) {}

    /** Of STERNWAY_PROFILES, else where the desktop's convention says; empty when there is none. */
    static Profiles of(Map<String, String> environment) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path standard = config.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "")), ".config")
                : Path.of(config);
        Path file = Optional.ofNullable(environment.get("STERNWAY_PROFILES"))
                .filter(it -> !it.isBlank())
                .map(Path::of)
                .orElseGet(() -> standard.resolve("sternway").resolve("profiles.yaml"));
        return Files.exists(file) ? read(file) : new Profiles(file, new Content(Optional.empty(), Map.of()));
    }

    private static Profiles read(Path file) {
        String text = "";
        try {
            Set<PosixFilePermission> others = new TreeSet<>(Files.getPosixFilePermissions(file));
            others.removeAll(OWNERS);
            if (!others.isEmpty()) {
                throw ProblemException.of(
                        "SW-0336",
                        "Others may read or change the file of profiles, which holds secrets",
                        file.toString(),
                        "chmod 600 " + file);
            }
            text = Files.readString(file);
            Content content = YAML.readValue(text, Content.class);
            if (content == null
                    || content.profiles().isEmpty()
                    || content.profiles().containsValue(null)) {
                throw unusable(file.toString(), "it names no profile, or one without anything below it");
            }
            return new Profiles(file, content);
        } catch (UnrecognizedPropertyException unknown) {
            String key = unknown.getPropertyName();
            long line =
                    1 + text.lines().takeWhile(it -> !it.contains(key + ":")).count();
            throw unusable(file + ":" + line, "the key " + key + " is unknown");
        } catch (JsonMappingException | JsonParseException wrong) {
            throw unusable(file, wrong);
        } catch (IOException missing) {
            throw unusable(file.toString(), "it cannot be read");
        }
    }

    /** The text around the mistake may be a secret: only where it is, and which key, is told. */
    private static ProblemException unusable(Path file, JsonProcessingException wrong) {
        var place = wrong.getLocation();
        String key = wrong instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? " at " + mapping.getPath().get(mapping.getPath().size() - 1).getFieldName()
                : "";
        return unusable(
                file + (place == null ? "" : ":" + place.getLineNr()), "it is not written as it should be" + key);
    }

    Account named(String name) {
        Profile profile = content.profiles().get(name);
        if (profile == null) {
            throw ProblemException.of(
                    "SW-0337",
                    "There is no profile " + name,
                    file.toString(),
                    content.profiles().isEmpty()
                            ? "Write it into the file"
                            : "Name one of "
                                    + String.join(
                                            ", ",
                                            new TreeSet<>(content.profiles().keySet())));
        }
        return new Account(
                text(profile.url()).orElseThrow(() -> unusable(file.toString(), "the profile " + name + " has no url")),
                text(profile.user()).orElse(""),
                Secret.of(text(profile.password()).orElse("")),
                text(profile.token()).map(Secret::of));
    }

    Optional<Account> byDefault() {
        return content.standard().map(this::named);
    }

    private static Optional<String> text(Optional<String> value) {
        return value == null ? Optional.empty() : value.map(String::strip).filter(it -> !it.isEmpty());
    }

    private static ProblemException unusable(String where, String what) {
        return ProblemException.of(
                "SW-0338",
                "The file of profiles cannot be used: " + what,
                where,
                "Write profiles: {production: {url: https://sternway.example.com, token: …}} (docs/terminal.md)");
    }
}
