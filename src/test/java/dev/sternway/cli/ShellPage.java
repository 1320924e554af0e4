package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A page whose {@code sh} blocks are run as they stand, in one shell, and show what the {@code output} blocks below them say. */
final class ShellPage {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final String MARK = "--- end of block ";
    private static final Pattern END = Pattern.compile("(?m)^" + MARK + "\\d+ (\\d+)$");

    private ShellPage() {}

    /** @param shows lines that its output holds, in this order */
    record Block(String commands, List<String> shows) {}

    /** In the place of the launcher, which would build what the test runs in. */
    static Path launcher(Path file) throws IOException {
        Files.writeString(
                file,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + System.getProperty("java.class.path")
                        + "' dev.sternway.Sternway \"$@\"\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** @return seconds that each block took */
    static List<Double> run(List<Block> blocks, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("set -euo pipefail\n");
        for (int i = 0; i < blocks.size(); i++) {
            script.append(blocks.get(i).commands())
                    .append("echo '")
                    .append(MARK)
                    .append(i)
                    .append("' $(date +%s%3N)\n");
        }
        Path out = folder.resolve("output");
        long began = System.currentTimeMillis();
        Process shell = shell(script.toString(), folder, environment, out);
        boolean ended = shell.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();

        String shown = Files.readString(out);
        assertThat(ended).as(shown).isTrue();
        check(blocks, shown);
        List<Double> seconds = new ArrayList<>();
        for (long end : END.matcher(shown)
                .results()
                .map(found -> Long.valueOf(found.group(1)))
                .toList()) {
            seconds.add((end - began) / 1000.0);
            began = end;
        }
        return seconds;
    }

    private static void check(List<Block> blocks, String shown) {
        int from = 0;
        for (int i = 0; i < blocks.size(); i++) {
            int to = shown.indexOf(MARK + i + " ", from);
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

    private static Process shell(String script, Path folder, Map<String, String> environment, Path out)
            throws IOException {
        Path file = Files.writeString(folder.resolve("blocks.sh"), script);
        ProcessBuilder shell = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        shell.environment().keySet().removeIf(name -> name.startsWith("STERNWAY_"));
        shell.environment().putAll(environment);
        return shell.start();
    }

    static List<Block> blocks(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Optional<String> kind = Optional.empty();
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(page)) {
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
