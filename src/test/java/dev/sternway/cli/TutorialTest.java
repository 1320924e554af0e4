package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The newcomer's path: every block of the tutorial is run as it stands, from the clone on. Only the public address is another, this
 * checkout's, and the launcher does not build. How long each block took stands in {@code target/tutorial.txt} then.
 */
class TutorialTest {
    private static final String PUBLIC = "https://example.com/sternway.git";
    private static final Path TIMES = Path.of("target", "tutorial.txt");

    @TempDir
    private Path folder;

    @Test
    void everyBlockRunsAsItStandsAndShowsWhatThePageSays() throws Exception {
        List<ShellPage.Block> blocks = new ArrayList<>(ShellPage.blocks(Path.of("docs/tutorial.md")));
        assertThat(blocks).hasSizeGreaterThan(7);
        ShellPage.Block clone = blocks.get(0);
        assertThat(clone.commands()).contains("git clone " + PUBLIC);
        blocks.set(
                0,
                new ShellPage.Block(
                        clone.commands().replace(PUBLIC, "-q \"$CHECKOUT\" sternway") + "cp \"$LAUNCHER\" sternway\n",
                        clone.shows()));

        List<Double> seconds = ShellPage.run(
                blocks,
                folder,
                Map.of(
                        "CHECKOUT", Path.of("").toAbsolutePath().toString(),
                        "LAUNCHER",
                                ShellPage.launcher(folder.resolve("launcher")).toString(),
                        "PGHOST", "localhost",
                        "PGPORT", String.valueOf(PostgresServer.port()),
                        "STERNWAY_PORT", String.valueOf(freePort())));

        List<String> times = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            String first = blocks.get(i).commands().lines().findFirst().orElse("");
            times.add("%6.1f s  %s".formatted(seconds.get(i), first));
        }
        times.add("%6.1f s  in all"
                .formatted(seconds.stream().mapToDouble(it -> it).sum()));
        Files.write(TIMES, times);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
