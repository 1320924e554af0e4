package dev.sternway.cli.salvage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.cli.WholeFile;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.salvage.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes plain files from the compressed ones. */
@Command(
        name = "export",
        description = "Writes what was set aside as plain files, and checks their digests.",
        mixinStandardHelpOptions = true)
final class SalvageExport implements Callable<Integer> {
    /** What to write. */
    enum Form {
        jsonl,
        csv
    }

    @Parameters(paramLabel = "FOLDER", description = "A salvage folder.")
    private Path folder = Path.of("");

    @Option(names = "--as", defaultValue = "jsonl", description = "${COMPLETION-CANDIDATES}")
    private Form form = Form.jsonl;

    @Option(names = "--to", required = true, description = "Folder to write to.")
    private Path to = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        SalvageFolder salvage = SalvageFolder.at(folder);
        Files.createDirectories(to);
        for (Manifest.Part part : salvage.manifest().parts()) {
            Path file = to.resolve(part.file().replaceFirst("\\.jsonl\\.gz$", "") + "." + form.name());
            long[] lines = {0};
            WholeFile.write(file, out -> {
                if (form == Form.csv) {
                    out.write("change,transaction,kind,table,key,before,after\n");
                }
                salvage.read(part, line -> {
                    out.write(form == Form.jsonl ? Json.exact().writeValueAsString(line) : csv(part, line));
                    out.write('\n');
                    lines[0]++;
                });
            });
            spec.commandLine().getOut().println(file + ": " + lines[0] + " lines");
        }
        return 0;
    }

    private static String csv(Manifest.Part part, JsonNode line) throws IOException {
        List<String> cells = new ArrayList<>();
        cells.add(line.path("change").asText());
        cells.add(line.path("transaction").asText());
        cells.add(line.path("kind").asText().toLowerCase(Locale.ROOT));
        cells.add(line.path("table").asText(part.table()));
        cells.add(cell(line.path("key")));
        cells.add(cell(line.path("before")));
        cells.add(cell(line.has("row") ? line.path("row") : line.path("after")));
        return String.join(",", cells);
    }

    private static String cell(JsonNode value) throws IOException {
        return value.isMissingNode() || value.isNull()
                ? ""
                : '"' + Json.exact().writeValueAsString(value).replace("\"", "\"\"") + '"';
    }
}
