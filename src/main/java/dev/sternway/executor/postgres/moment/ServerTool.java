package dev.sternway.executor.postgres.moment;

import dev.sternway.base.Printed;
import dev.sternway.base.ProblemException;
import dev.sternway.database.cluster.ServerBinaries;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program on the server's files; it ends when the step belongs to somebody else. */
record ServerTool(StepContext context) {
    /** Room for lists of segments and backups; what does not fit is left out. */
    private static final int MOST = 16 << 20;

    /** How far something has come. */
    interface Look {
        void at() throws Exception;
    }

    /** What it said, and how it ended. */
    record Said(int code, String output) {
        /** The last line, for a message. */
        String reason() {
            return output.lines().reduce((first, last) -> last).orElse("it said nothing");
        }
    }

    /** @throws ProblemException SW-0567 when there is no such program */
    Said run(List<String> words, Look look) throws Exception {
        Process process;
        try {
            process = ServerBinaries.alike(words).start();
        } catch (IOException missing) {
            throw ProblemException.of(
                    "SW-0567", words.get(0) + " is not installed", "PATH", "Install it where Sternway runs");
        }
        Printed said = Printed.by(process.getInputStream(), MOST);
        try {
            process.getOutputStream().close();
            while (!process.waitFor(500, TimeUnit.MILLISECONDS)) {
                context.stillMine();
                look.at();
            }
            return new Said(process.exitValue(), said.complete().text().strip());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
