package dev.sternway.executor.ssh;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.Ssh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/** Clients that talk to machines with a known key only, and log in with nothing but what the target names. */
final class Clients {
    private Clients() {}

    static SshClient started(StepContext context, Target target) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(verifier(target.ssh().orElseThrow()));
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        if (target.ssh().map(Ssh::agent).orElse(false)) {
            client.setAgentFactory(new AgentSocket.Factory());
        }
        client.start();
        return client;
    }

    private static ServerKeyVerifier verifier(Ssh ssh) {
        if (!ssh.hostKeys().isEmpty()) {
            List<PublicKey> known = new ArrayList<>();
            for (String text : ssh.hostKeys()) {
                known.add(key(text));
            }
            return (session, address, shown) -> known.stream().anyMatch(key -> KeyUtils.compareKeys(key, shown));
        }
        Path file = ssh.knownHosts().map(Path::of).orElse(Path.of(System.getProperty("user.home"), ".ssh/known_hosts"));
        if (!Files.isReadable(file)) {
            throw ProblemException.of(
                    "SW-1112",
                    "There is no list of known hosts " + file,
                    file.toString(),
                    "Write it with ssh-keyscan and compare its keys with the machines', or give host-keys");
        }
        return new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, file);
    }

    private static PublicKey key(String text) {
        try {
            return AuthorizedKeyEntry.parseAuthorizedKeyEntry(text)
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException | RuntimeException wrong) {
            throw ProblemException.of(
                    "SW-1112",
                    "This is no public key of a host: " + text,
                    "host-keys",
                    "Give it as ssh-ed25519 AAAA…, from /etc/ssh/ssh_host_ed25519_key.pub of the machine");
        }
    }
}
