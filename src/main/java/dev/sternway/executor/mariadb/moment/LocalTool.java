package dev.sternway.executor.mariadb.moment;

import dev.sternway.base.Printed;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.executor.mariadb.MariaTool;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/** Runs what works on files of this machine and needs no log-in. */
record LocalTool(StepContext context) {
    private static final int LAST = 3;

    /** @throws ProblemException SW-0624 with its last words when it fails */
    void run(List<String> command) throws IOException, InterruptedException, LeaseLost {
        context.stillMine();
        Files.createDirectories(context.workspace());
        ProcessBuilder tool = new ProcessBuilder(command).redirectErrorStream(true);
        tool.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"));
        Process process = tool.start();
        Printed printed = Printed.by(process.getInputStream());
        int code = MariaTool.await(process, context);
        if (code != 0) {
            List<String> lines = printed.complete().text().lines().toList();
            throw failed(
                    command.get(0),
                    code,
                    String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST), lines.size())));
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
