package dev.sternway.executor.ssh;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.Ssh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** One machine, logged in to. */
public final class Machine implements AutoCloseable {
    private static final int USUAL_PORT = 22;
    private static final long SLICE_MILLIS = 200;
    private static final Duration TO_END = Duration.ofSeconds(5);
    private static final String STARTED = "sternway-process ";

    private final String name;
    private final ClientSession session;
    private final StepContext context;

    private Machine(String name, ClientSession session, StepContext context) {
        this.name = name;
        this.session = session;
        this.context = context;
    }

    /** How a command ended, and what it printed. */
    public record Said(int exit, List<String> lines) {
        public Said {
            lines = List.copyOf(lines);
        }

        /** The last line that is not empty. */
        public String last() {
            return lines.stream().filter(line -> !line.isBlank()).reduce("", (one, two) -> two.strip());
        }
    }

    static Machine connect(SshClient client, String name, Target target, StepContext context, Duration patience)
            throws Outcome.Thrown, IOException {
        int colon = name.lastIndexOf(':');
        boolean ported = colon > 0 && name.indexOf(':') == colon;
        String host = ported ? name.substring(0, colon) : name;
        int port = ported ? Integer.parseInt(name.substring(colon + 1)) : USUAL_PORT;
        String user = target.user().orElse(System.getProperty("user.name"));
        ClientSession session;
        try {
            session = client.connect(user, host, port).verify(patience).getSession();
        } catch (IOException away) {
            throw Outcome.Thrown.failed(
                    "SW-1114", "it cannot be reached: " + away.getMessage(), name, "Check its address and the network");
        }
        try {
            identify(session, target, context);
            session.auth().verify(patience);
            return new Machine(name, session, context);
        } catch (SshException refused) {
            session.close(true);
            throw refusal(name, user, String.valueOf(refused.getMessage()));
        } catch (IOException | GeneralSecurityException unusable) {
            session.close(true);
            throw Outcome.Thrown.refused(
                    "SW-1113", "the key cannot be used: " + unusable.getMessage(), name, "Check key and passphrase");
        }
    }

    private static Outcome.Thrown refusal(String name, String user, String words) {
        if (words.contains("key did not validate") || words.contains("Server key")) {
            return Outcome.Thrown.refused(
                    "SW-1112",
                    "it shows a key that is not known",
                    name,
                    "Compare it with the machine's own; when it was set up anew, correct host-keys or known-hosts");
        }
        return words.contains("authentication")
                ? Outcome.Thrown.refused(
                        "SW-1113", "it does not let " + user + " in: " + words, name, "Check user, key and password")
                : Outcome.Thrown.failed("SW-1114", "the log-in broke off: " + words, name, "Choose again");
    }

    private static void identify(ClientSession session, Target target, StepContext context)
            throws IOException, GeneralSecurityException {
        Ssh ssh = target.ssh().orElseThrow();
        if (ssh.key().isPresent()) {
            String key = context.secret(ssh.key().get()).reveal().strip() + "\n";
            FilePasswordProvider passphrase = ssh.passphrase()
                    .map(reference ->
                            FilePasswordProvider.of(context.secret(reference).reveal()))
                    .orElse(FilePasswordProvider.EMPTY);
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    session,
                    NamedResource.ofName(ssh.key().get().secret()),
                    new ByteArrayInputStream(key.getBytes(StandardCharsets.UTF_8)),
                    passphrase);
            if (pairs == null) {
                throw new IOException("it is no private key");
            }
            pairs.forEach(session::addPublicKeyIdentity);
        }
        target.password()
                .ifPresent(password ->
                        session.addPasswordIdentity(context.secret(password).reveal()));
    }

    public String name() {
        return name;
    }

    /** Prints a line into the receipt, with the machine's name before it. */
    public void print(String line) {
        context.print(name + ": " + line);
    }

    /** Runs a line of shell to the end. When the time is up or somebody cancels it, everything that it started is ended. */
    public Said run(String command, Duration timeout, Consumer<String> print)
            throws IOException, LeaseLost, InterruptedException, Outcome.Thrown {
        return run(command, timeout, print, started -> {});
    }

    /** @param started takes a command that ends what a worker that died has left running */
    Said run(String command, Duration timeout, Consumer<String> print, Consumer<String> started)
            throws IOException, LeaseLost, InterruptedException, Outcome.Thrown {
        OutputLines lines = new OutputLines(STARTED, print);
        lines.onFirst(process -> started.accept(ending(process)));
        String marked = "echo \"" + STARTED + "$$ $(cut -d' ' -f22 /proc/$$/stat 2>/dev/null)\"; " + command;
        try (ChannelExec channel = session.createExecChannel(marked)) {
            channel.setOut(lines);
            channel.setErr(lines);
            channel.open().verify(timeout);
            await(channel, command, timeout, lines);
            lines.end();
            return new Said(exit(channel), lines.all());
        }
    }

    private void await(ChannelExec channel, String command, Duration timeout, OutputLines lines)
            throws IOException, LeaseLost, InterruptedException, Outcome.Thrown {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean ended = false;
        try {
            while (!closed(channel, SLICE_MILLIS)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                context.stillMine();
                if (System.nanoTime() - deadline >= 0) {
                    throw Outcome.Thrown.failed(
                            "SW-1117",
                            command + " did not end in time; it and everything it started was ended",
                            name,
                            "Look at what it was doing, or give it more timeout");
                }
            }
            ended = true;
        } finally {
            if (!ended && !lines.first().isEmpty() && session.isOpen()) {
                quietly(ending(lines.first()));
            }
        }
    }

    /** Ends the process group, if it is still the same process. */
    private static String ending(String process) {
        String[] idAndStart = process.strip().split(" ", 2);
        String same = idAndStart.length < 2
                ? ""
                : "[ \"$(cut -d' ' -f22 /proc/" + idAndStart[0] + "/stat 2>/dev/null)\" = " + idAndStart[1] + " ] && ";
        return same + "{ kill -TERM -- -" + idAndStart[0] + "; sleep 1; kill -KILL -- -" + idAndStart[0]
                + "; } 2>/dev/null; true";
    }

    /** Whatever comes of it. */
    void quietly(String command) throws IOException {
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setOut(OutputStream.nullOutputStream());
            channel.setErr(OutputStream.nullOutputStream());
            channel.open().verify(TO_END);
            closed(channel, TO_END.toMillis());
        }
    }

    /** What a command writes, byte for byte, when it is fed so much. @throws IOException when it fails */
    byte[] pipe(String command, byte[] input, Duration timeout) throws IOException, LeaseLost {
        context.stillMine();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setIn(new ByteArrayInputStream(input));
            channel.setOut(output);
            channel.setErr(words);
            channel.open().verify(timeout);
            boolean ended = closed(channel, timeout.toMillis());
            if (!ended || exit(channel) != 0) {
                throw new IOException(
                        ended ? words.toString(StandardCharsets.UTF_8).strip() : "it did not end in time");
            }
            return output.toByteArray();
        }
    }

    private static boolean closed(ChannelExec channel, long millis) {
        Set<ClientChannelEvent> events =
                channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), TimeUnit.MILLISECONDS.toMillis(millis));
        return events.contains(ClientChannelEvent.CLOSED);
    }

    private static int exit(ChannelExec channel) {
        Integer exit = channel.getExitStatus();
        return exit == null ? -1 : exit;
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
