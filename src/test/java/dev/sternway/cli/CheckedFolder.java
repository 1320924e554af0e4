package dev.sternway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What {@code sternway migrations check} answered. */
record CheckedFolder(int code, String out, String err) {
    static CheckedFolder of(Path folder, String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Cli.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>(List.of("migrations", "check", folder.toString()));
        words.addAll(List.of(options));
        int code = line.execute(words.toArray(String[]::new));
        return new CheckedFolder(code, out.toString(), err.toString());
    }

    List<JsonNode> objects() {
        return out.lines()
                .map(line -> {
                    try {
                        return PlanMapper.json().readTree(line);
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(line, e);
                    }
                })
                .toList();
    }

    List<JsonNode> migrations() {
        return objects().subList(0, objects().size() - 1);
    }

    JsonNode summary() {
        return objects().get(objects().size() - 1).path("summary");
    }
}
