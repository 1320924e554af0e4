package dev.sternway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The same twenty commands as a shell script and as a playbook. */
record ScriptTwins(Path folder) implements AutoCloseable {
    private static final Path PLAYBOOK = Path.of("/usr/bin/ansible-playbook");

    ScriptTwins {
        String play = "- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n"
                + "    - command: /bin/true\n".repeat(EngineBench.STEPS);
        try {
            Files.writeString(folder.resolve("steps.yaml"), play);
            Files.writeString(folder.resolve("steps.sh"), "set -e\n" + "/bin/true\n".repeat(EngineBench.STEPS));
        } catch (IOException full) {
            throw new java.io.UncheckedIOException(full);
        }
    }

    boolean hasAnsible() {
        return Files.isExecutable(PLAYBOOK);
    }

    void bash() throws Exception {
        run("bash", "steps.sh");
    }

    void ansible() throws Exception {
        run(PLAYBOOK.toString(), "-i", "localhost,", "steps.yaml");
    }

    private void run(String... words) throws Exception {
        int code = new ProcessBuilder(List.of(words))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(Files.readString(folder.resolve("output")));
        }
    }

    @Override
    public void close() throws Exception {
        new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }
}
