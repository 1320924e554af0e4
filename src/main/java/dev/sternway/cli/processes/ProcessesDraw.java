package dev.sternway.cli.processes;

import dev.sternway.base.ProblemException;
import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.picture.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.xml.sax.SAXException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes pictures of diagrams. */
@Command(
        name = "draw",
        description = {
            "Writes each diagram as SVG, named as the diagram: for reviews and pages. The same diagram gives the same picture on"
                    + " every machine.",
            "A picture that is there already is written anew."
        },
        mixinStandardHelpOptions = true)
final class ProcessesDraw implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A folder, or one diagram.")
    private Path path = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the pictures go.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Map<String, String> pictures = new TreeMap<>();
        diagrams()
                .forEach((name, content) -> pictures.put(name.replaceFirst("\\.bpmn$", ".svg"), drawn(name, content)));
        pictures.forEach((name, picture) -> {
            Path file = out.resolve(name);
            try {
                Files.createDirectories(out);
                Files.writeString(file, picture);
            } catch (IOException away) {
                throw DrawnFiles.unreadable(file, "cannot be written");
            }
            spec.commandLine().getOut().println("wrote " + file);
        });
        return 0;
    }

    private Map<String, byte[]> diagrams() {
        if (!Files.isDirectory(path)) {
            return Map.of(path.toAbsolutePath().getFileName().toString(), DrawnFiles.read(path));
        }
        Map<String, byte[]> diagrams = DrawnFiles.in(path);
        diagrams.keySet().removeIf(name -> !name.endsWith(".bpmn"));
        if (diagrams.isEmpty()) {
            throw DrawnFiles.unreadable(path, "holds no .bpmn file");
        }
        return diagrams;
    }

    private static String drawn(String name, byte[] content) {
        try {
            return Picture.of(Drawing.read(name, content));
        } catch (SAXException broken) {
            throw ProblemException.of(
                    "SW-0922",
                    name + ": "
                            + String.valueOf(broken.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    name,
                    "Save it again from the Modeler");
        }
    }
}
