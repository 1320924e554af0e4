package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newcomer's path: every block of the tutorial is run as it stands, in one shell, and shows what the page says. */
class TutorialTest {
    private static final Duration LONGEST = Duration.ofMinutes(6);
    private static final String MARK = "--- end of block ";

    @TempDir
    private Path folder;

    /** @param shows lines that its output holds, in this order */
    private record Block(String commands, List<String> shows) {}

    @Test
    void everyBlockRunsAsItStandsAndShowsWhatThePageSays() throws Exception {
        List<Block> blocks = blocks(Files.readAllLines(Path.of("docs/tutorial.md")));
        assertThat(blocks).hasSizeGreaterThan(6);
        StringBuilder script = new StringBuilder("set -euo pipefail\n");
        for (int i = 0; i < blocks.size(); i++) {
            script.append(blocks.get(i).commands())
                    .append("echo '")
                    .append(MARK)
                    .append(i)
                    .append("'\n");
        }
        launcher();
        Path out = folder.resolve("output");
        Process shell = shell(script.toString(), out);
        boolean ended = shell.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();

        String shown = Files.readString(out);
        assertThat(ended).as(shown).isTrue();
        int from = 0;
        for (int i = 0; i < blocks.size(); i++) {
            int to = shown.indexOf(MARK + i, from);
            assertThat(to)
                    .as("%s\nended early:\n%s", blocks.get(i).commands(), shown)
                    .isNotNegative();
            if (!blocks.get(i).shows().isEmpty()) {
                assertThat(shown.substring(from, to))
                        .as(blocks.get(i).commands())
                        .containsSubsequence(blocks.get(i).shows());
            }
            from = to;
        }
    }

    private Process shell(String script, Path out) throws IOException {
        Path file = Files.writeString(folder.resolve("blocks.sh"), script);
        ProcessBuilder shell = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        var environment = shell.environment();
        environment.keySet().removeIf(name -> name.startsWith("STERNWAY_"));
        environment.put("PGHOST", "localhost");
        environment.put("PGPORT", String.valueOf(PostgresServer.port()));
        environment.put("STERNWAY_PORT", String.valueOf(freePort()));
        return shell.start();
    }

    /** In the place of the launcher, which would build what this test runs in. */
    private void launcher() throws IOException {
        Path launcher = Files.writeString(
                folder.resolve("sternway"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + System.getProperty("java.class.path")
                        + "' dev.sternway.Sternway \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static List<Block> blocks(List<String> page) {
        List<Block> blocks = new ArrayList<>();
        Optional<String> kind = Optional.empty();
        StringBuilder text = new StringBuilder();
        for (String line : page) {
            if (line.startsWith("```") && kind.isEmpty()) {
                kind = Optional.of(line.substring(3));
                text.setLength(0);
            } else if (line.startsWith("```")) {
                if (kind.get().equals("sh")) {
                    blocks.add(new Block(text.toString(), List.of()));
                } else {
                    Block last = blocks.remove(blocks.size() - 1);
                    blocks.add(
                            new Block(last.commands(), text.toString().lines().toList()));
                }
                kind = Optional.empty();
            } else if (kind.isPresent()) {
                text.append(line).append('\n');
            }
        }
        return blocks;
    }
}
