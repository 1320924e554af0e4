package dev.sternway.executor.postgres.moment;

import dev.sternway.base.ProblemException;
import dev.sternway.database.cluster.ServerBinaries;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program on the server's files; it ends when the step belongs to somebody else. */
record ServerTool(StepContext context) {
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
        Path said = Files.createTempFile(context.workspace(), "tool", ".out");
        Process process;
        try {
            process = ServerBinaries.alike(words).redirectOutput(said.toFile()).start();
        } catch (IOException missing) {
            Files.delete(said);
            throw ProblemException.of(
                    "SW-0567", words.get(0) + " is not installed", "PATH", "Install it where Sternway runs");
        }
        try {
            process.getOutputStream().close();
            while (!process.waitFor(500, TimeUnit.MILLISECONDS)) {
                context.stillMine();
                look.at();
            }
            return new Said(process.exitValue(), new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }
}
