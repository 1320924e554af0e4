package dev.sternway.cli.manual;

import dev.sternway.cli.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints or writes manual pages. */
@Command(
        name = "man",
        description = {
            "Prints the manual page of Sternway or of a verb, for: sternway man plan lint | man -l -",
            "With --out all of them are written, as sternway.1, sternway-plan-lint.1 and so on."
        },
        mixinStandardHelpOptions = true)
public final class ManPages implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "VERB", description = "A verb, such as: plan lint")
    private String[] verb = {};

    @Option(names = "--out", paramLabel = "FOLDER", description = "Folder to write all pages to, such as man/man1.")
    private Optional<Path> out = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        CommandLine found = spec.root().commandLine();
        for (String word : verb) {
            CommandLine next = found.getSubcommands().get(word);
            if (next == null) {
                throw new ParameterException(spec.commandLine(), "There is no verb " + word);
            }
            found = next;
        }
        if (out.isPresent()) {
            Files.createDirectories(out.get());
            write(found, out.get());
        } else {
            spec.commandLine().getOut().print(ManPage.of(found.getCommandSpec()));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private static void write(CommandLine command, Path folder) throws IOException {
        String name = command.getCommandSpec().qualifiedName("-");
        WholeFile.write(folder.resolve(name + ".1"), ManPage.of(command.getCommandSpec()));
        for (CommandLine below : command.getSubcommands().values()) {
            write(below, folder);
        }
    }
}
