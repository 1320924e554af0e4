package dev.sternway.executor.mariadb.moment;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.executor.mariadb.MariaTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Runs what works on files of this machine and needs no log-in. */
record LocalTool(StepContext context) {
    private static final int LAST = 3;

    /** @throws ProblemException SW-0624 with its last words when it fails */
    void run(List<String> command) throws IOException, InterruptedException, LeaseLost {
        context.stillMine();
        Files.createDirectories(context.workspace());
        Path log = Files.createTempFile(context.workspace(), "tool", ".log");
        try {
            ProcessBuilder tool =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            tool.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"));
            int code = MariaTool.await(tool.start(), context);
            if (code != 0) {
                List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
                throw failed(
                        command.get(0),
                        code,
                        String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST), lines.size())));
            }
        } finally {
            Files.deleteIfExists(log);
        }
    }

    static ProblemException failed(String tool, int code, String said) {
        return ProblemException.of(
                "SW-0624",
                tool + " ended with " + code + ": " + said,
                "backup of the server",
                "Mend what it says; what was half done is removed");
    }
}
