package dev.sternway.executor.traffic;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * HAProxy's runtime API over its stats socket, one connection for each command.
 *
 * @see <a href="https://docs.haproxy.org/2.6/management.html#9.3">its commands</a>
 */
public final class HaproxyConsole {
    private static final int SECONDS = 10;

    private final String target;
    private final String url;
    private final SocketAddress address;

    private HaproxyConsole(String target, String url, SocketAddress address) {
        this.target = target;
        this.url = url;
        this.address = address;
    }

    /** @throws ProblemException SW-1138 when the target's url leads to no socket */
    public static HaproxyConsole of(StepContext context, String target) {
        String url = context.target(target).url().orElse("");
        try {
            URI uri = URI.create(url);
            if ("unix".equals(uri.getScheme()) && uri.getPath() != null) {
                return new HaproxyConsole(target, url, UnixDomainSocketAddress.of(uri.getPath()));
            }
            if ("tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0) {
                return new HaproxyConsole(target, url, new InetSocketAddress(uri.getHost(), uri.getPort()));
            }
        } catch (IllegalArgumentException unreadable) {
            // said below
        }
        throw ProblemException.of(
                "SW-1138",
                "The target " + target + " is no runtime API of HAProxy",
                url,
                "Give url unix:///run/haproxy/admin.sock or tcp://host:port");
    }

    /**
     * Whether commands may change something.
     *
     * @throws ProblemException SW-1140 when the socket's level is another than admin
     * @throws Outcome.Thrown SW-0350 when there is no answer
     */
    public void requireAdmin() throws Outcome.Thrown {
        String level = ask("show cli level").strip();
        if (!level.equals("admin")) {
            throw refused("the level of its socket is " + level);
        }
    }

    /**
     * Changes something.
     *
     * @throws ProblemException SW-1140 when it answers that it does not
     * @throws Outcome.Thrown SW-0350 when there is no answer
     */
    public void tell(String command) throws Outcome.Thrown {
        String answer = ask(command).strip();
        if (!answer.isEmpty()) {
            throw refused(command + ": " + answer.lines().findFirst().orElse(""));
        }
    }

    /**
     * What it answers.
     *
     * @throws ProblemException SW-1140 when this socket may not
     * @throws Outcome.Thrown SW-0350 when there is no answer
     */
    public String ask(String command) throws Outcome.Thrown {
        try (SocketChannel channel = SocketChannel.open(
                address instanceof UnixDomainSocketAddress
                        ? StandardProtocolFamily.UNIX
                        : StandardProtocolFamily.INET)) {
            Executor later = CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS);
            CompletableFuture<Void> limit = CompletableFuture.runAsync(() -> closed(channel), later);
            try {
                String answer = exchange(channel, command);
                if (answer.startsWith("Permission denied")) {
                    throw refused(command + ": " + answer.strip());
                }
                return answer;
            } finally {
                limit.cancel(false);
            }
        } catch (IOException silent) {
            throw Outcome.Thrown.failed(
                    "SW-0350",
                    "HAProxy at " + url + " does not answer: " + silent.getMessage(),
                    target,
                    "Check that it runs, that its socket is there, and that Sternway's user may open it");
        }
    }

    private String exchange(SocketChannel channel, String command) throws IOException {
        channel.connect(address);
        ByteBuffer sent = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
        while (sent.hasRemaining()) {
            channel.write(sent);
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(8192);
        while (channel.read(chunk) >= 0) {
            answer.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static void closed(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            // it is closed
        }
    }

    /** Rows by column; the line with the names begins with {@code #}. */
    List<Map<String, String>> table(String command, String separator) throws Outcome.Thrown {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> columns = List.of();
        for (String line : ask(command).lines().toList()) {
            if (line.startsWith("# ")) {
                columns = List.of(line.substring(2).split(separator, -1));
            } else if (!columns.isEmpty() && !line.isBlank()) {
                String[] values = line.split(separator, -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < Math.min(columns.size(), values.length); i++) {
                    row.put(columns.get(i), values[i]);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private ProblemException refused(String why) {
        return new ProblemException(new Problem(
                "SW-1140",
                "HAProxy refused: " + why,
                url,
                "Check the names, and that the socket has level admin (stats socket … level admin)"));
    }
}
