package dev.sternway.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.cli.profile.Account.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
    private static final Wanted NOTHING = new Wanted(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Wanted STAGING = new Wanted(Optional.empty(), Optional.empty(), Optional.of("staging"));
    private static final String TWO = """
            default: production
            profiles:
              production: {url: "https://sternway.example.com", token: sw_secret}
              staging: {url: "https://staging.example.com", user: maria, password: pass}
            """;

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void atHome() {
        environment.put("HOME", home.toString());
    }

    @Test
    void theProfileThatIsNamedGoesBeforeTheEnvironmentAndThatBeforeTheDefaultProfile() throws IOException {
        write(TWO, "rw-------");

        assertThat(Account.of(NOTHING, environment).url()).isEqualTo("https://sternway.example.com");
        assertThat(Account.of(NOTHING, environment).authorization()).isEqualTo("Bearer sw_secret");
        environment.put("STERNWAY_PROFILE", "staging");
        assertThat(Account.of(NOTHING, environment).authorization()).isEqualTo("Basic bWFyaWE6cGFzcw==");
        environment.put("STERNWAY_TOKEN", "other");
        assertThat(Account.of(NOTHING, environment).url()).isEqualTo("http://localhost:8080");
        assertThat(Account.of(STAGING, environment).user()).isEqualTo("maria");
    }

    @Test
    void aSecretOfAProfileGoesToNoOtherServer() throws IOException {
        write(TWO, "rw-------");

        Account other =
                Account.of(new Wanted(Optional.of("http://other"), Optional.empty(), Optional.empty()), environment);
        assertThat(other.authorization()).doesNotContain("sw_secret").startsWith("Basic");
        assertThatThrownBy(() -> Account.of(
                        new Wanted(Optional.of("http://other"), Optional.empty(), Optional.of("staging")), environment))
                .hasMessageContaining("SW-0339");
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        Path file = write(TWO, "rw-r-----");

        assertThatThrownBy(() -> Account.of(STAGING, environment))
                .hasMessageContaining("SW-0336")
                .hasMessageContaining("chmod 600 " + file);
        assertThat(Account.of(new Wanted(Optional.of("http://x"), Optional.empty(), Optional.empty()), environment)
                        .url())
                .isEqualTo("http://x");
    }

    @Test
    void mistakesAreNamedWithTheirPlaceAndWithoutTheSecret() throws IOException {
        assertThatThrownBy(() -> Account.of(STAGING, environment)).hasMessageContaining("SW-0337");
        write(TWO, "rw-------");
        assertThatThrownBy(() ->
                        Account.of(new Wanted(Optional.empty(), Optional.empty(), Optional.of("test")), environment))
                .hasMessageContaining("SW-0337")
                .hasMessageContaining("production, staging");
        write("profiles:\n  staging:\n    url: https://a\n    tokn: sw_secret\n", "rw-------");
        assertThatThrownBy(() -> Account.of(STAGING, environment))
                .hasMessageContaining("SW-0338")
                .hasMessageContaining("profiles.yaml:4")
                .hasMessageContaining("tokn")
                .hasMessageNotContaining("sw_secret");
        write("profiles: {staging: {token: \"sw_secret}}", "rw-------");
        assertThatThrownBy(() -> Account.of(STAGING, environment))
                .hasMessageContaining("SW-0338")
                .hasMessageNotContaining("sw_secret");
        write("profiles: {staging: {user: maria}}", "rw-------");
        assertThatThrownBy(() -> Account.of(STAGING, environment)).hasMessageContaining("has no url");
    }

    private Path write(String text, String permissions) throws IOException {
        Path file = home.resolve(".config/sternway/profiles.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }
}
