package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.Optional;

/**
 * What steps act on. An environment file overrides single fields.
 *
 * @param type what kind of thing it is
 * @param url JDBC URL of a database, base URL of a service
 * @param user log-in for a database, or for HTTP Basic
 * @param password where to find the password
 * @param token where to find a bearer token
 * @param health path of a service's health endpoint
 * @param directory working directory of a host's commands
 * @param variables environment variables of a host's commands; a value is text or a secret's name
 */
public record Target(
        @NotNull Type type,
        Optional<String> url,
        Optional<String> user,
        Optional<SecretReference> password,
        Optional<SecretReference> token,
        Optional<String> health,
        Optional<String> directory,
        Map<String, String> variables) {
    /** Kinds of target. */
    public enum Type {
        @JsonProperty("postgresql")
        POSTGRESQL,
        @JsonProperty("mariadb")
        MARIADB,
        @JsonProperty("pgbouncer")
        PGBOUNCER,
        @JsonProperty("service")
        SERVICE,
        @JsonProperty("front-end")
        FRONT_END,
        @JsonProperty("host")
        HOST,
        @JsonProperty("flags")
        FLAGS,
        @JsonProperty("cluster")
        CLUSTER,
        @JsonProperty("mail")
        MAIL
    }

    /**
     * A secret by name, resolved at the last moment from the environment or a file.
     *
     * @param secret name of the environment variable
     */
    public record SecretReference(String secret) {}

    public Target {
        variables = variables == null ? Map.of() : Map.copyOf(variables);
    }
}
