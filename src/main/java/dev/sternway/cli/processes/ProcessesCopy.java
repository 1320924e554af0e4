package dev.sternway.cli.processes;

import dev.sternway.base.ProblemException;
import dev.sternway.process.check.CopyOfPhase;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a phase. */
@Command(
        name = "copy",
        description = {
            "Copies the diagram of a phase so that it can be changed and deployed by itself. Nothing is overwritten.",
            "The copy runs its steps one after another."
        },
        mixinStandardHelpOptions = true)
final class ProcessesCopy implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "PHASE",
            description = "preservation, data-rollback, restoration or validation.")
    private String phase = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The copy; its name becomes the id, for example my-restoration.bpmn.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String name = file.toAbsolutePath().getFileName().toString();
        String copy = CopyOfPhase.of(phase, name);
        try {
            Files.writeString(file, copy, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            throw ProblemException.of("SW-0924", file + " is there already", name, "Choose another name");
        } catch (IOException away) {
            throw DrawnFiles.unreadable(file, "cannot be written");
        }
        spec.commandLine()
                .getOut()
                .println("wrote " + file + "; name it in the plan: process: " + name.replace(".bpmn", ""));
        return 0;
    }
}
