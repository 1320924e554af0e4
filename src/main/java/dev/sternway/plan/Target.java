package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sternway.base.Secret;
import dev.sternway.base.tls.TlsIdentity;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What steps act on. An environment file overrides single fields.
 *
 * @param type what kind of thing it is
 * @param url JDBC URL of a database, base URL of a service, remote of a git work tree
 * @param user log-in for a database, or for HTTP Basic
 * @param password where to find the password
 * @param token where to find a bearer token
 * @param health path of a service's health endpoint
 * @param directory working directory of a host's commands; the work tree of git
 * @param variables environment variables of a host's commands; a value is text or a secret's name
 * @param tls certificates of a service or a mail server that Java does not know by itself
 * @param ssh how machines, or a git remote, are reached over SSH
 * @param runAs user of this machine as whom a host's commands run
 * @param kubernetes how a cluster is reached when not by url and token
 */
public record Target(
        @NotNull Type type,
        Optional<String> url,
        Optional<String> user,
        Optional<SecretReference> password,
        Optional<SecretReference> token,
        Optional<String> health,
        Optional<String> directory,
        Map<String, String> variables,
        Optional<Tls> tls,
        Optional<Ssh> ssh,
        @JsonProperty("run-as") Optional<String> runAs,
        Optional<Kubernetes> kubernetes) {
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
        MAIL,
        @JsonProperty("git")
        GIT,
        @JsonProperty("ssh")
        SSH,
        @JsonProperty("kubernetes")
        KUBERNETES
    }

    /**
     * A secret by name, resolved at the last moment from the environment or a file.
     *
     * @param secret name of the environment variable
     */
    public record SecretReference(String secret) {}

    /**
     * Secrets that hold PEM text.
     *
     * @param ca certificates of those who vouch for the service, in place of those whom Java trusts
     * @param certificate with which Sternway shows who it is
     * @param key of that certificate, as PKCS #8 without a password
     */
    public record Tls(
            Optional<SecretReference> ca, Optional<SecretReference> certificate, Optional<SecretReference> key) {
        public TlsIdentity identity(Function<SecretReference, Secret> secrets) {
            return new TlsIdentity(ca.map(secrets), certificate.map(secrets), key.map(secrets));
        }
    }

    /**
     * Machines with one log-in and one kind of key. A machine whose key is not known is never talked to.
     *
     * @param hosts names or addresses, each with {@code :port} where it is not 22
     * @param key private key, as OpenSSH or PEM text
     * @param passphrase of the key
     * @param agent asks the agent of {@code SSH_AUTH_SOCK}
     * @param hostKeys public keys of the hosts, as {@code ssh-ed25519 AAAA…}; in place of known-hosts
     * @param knownHosts file; {@code ~/.ssh/known_hosts} when left out
     */
    public record Ssh(
            List<String> hosts,
            Optional<SecretReference> key,
            Optional<SecretReference> passphrase,
            boolean agent,
            @JsonProperty("host-keys") List<String> hostKeys,
            @JsonProperty("known-hosts") Optional<String> knownHosts) {
        public Ssh {
            hosts = hosts == null ? List.of() : List.copyOf(hosts);
            hostKeys = hostKeys == null ? List.of() : List.copyOf(hostKeys);
        }
    }

    /**
     * A cluster of Kubernetes. Without kubeconfig and the target's url it is the one that Sternway runs in.
     *
     * @param kubeconfig whole file, with certificates and token in it
     * @param context of the kubeconfig; its current one when left out
     * @param namespace of steps that name none
     */
    public record Kubernetes(
            Optional<SecretReference> kubeconfig, Optional<String> context, Optional<String> namespace) {}

    /** Outside of Kubernetes. */
    public Target(
            Type type,
            Optional<String> url,
            Optional<String> user,
            Optional<SecretReference> password,
            Optional<SecretReference> token,
            Optional<String> health,
            Optional<String> directory,
            Map<String, String> variables,
            Optional<Tls> tls,
            Optional<Ssh> ssh,
            Optional<String> runAs) {
        this(type, url, user, password, token, health, directory, variables, tls, ssh, runAs, Optional.empty());
    }

    /** As Sternway's own user. */
    public Target(
            Type type,
            Optional<String> url,
            Optional<String> user,
            Optional<SecretReference> password,
            Optional<SecretReference> token,
            Optional<String> health,
            Optional<String> directory,
            Map<String, String> variables,
            Optional<Tls> tls,
            Optional<Ssh> ssh) {
        this(type, url, user, password, token, health, directory, variables, tls, ssh, Optional.empty());
    }

    /** Without SSH. */
    public Target(
            Type type,
            Optional<String> url,
            Optional<String> user,
            Optional<SecretReference> password,
            Optional<SecretReference> token,
            Optional<String> health,
            Optional<String> directory,
            Map<String, String> variables,
            Optional<Tls> tls) {
        this(type, url, user, password, token, health, directory, variables, tls, Optional.empty());
    }

    /** Without certificates of its own. */
    public Target(
            Type type,
            Optional<String> url,
            Optional<String> user,
            Optional<SecretReference> password,
            Optional<SecretReference> token,
            Optional<String> health,
            Optional<String> directory,
            Map<String, String> variables) {
        this(type, url, user, password, token, health, directory, variables, Optional.empty());
    }

    public Target {
        variables = variables == null ? Map.of() : Map.copyOf(variables);
    }
}
