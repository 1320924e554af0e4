package dev.sternway.process.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.drawing.DiagramFile;
import dev.sternway.drawing.DiagramRules;
import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Objection;
import dev.sternway.drawing.rule.DrawingRule;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.process.BeansAndVariables;
import dev.sternway.process.BuiltIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xml.sax.SAXException;

/** Holds diagrams, decisions and forms to what the server demands, and to what makes them easy to read. */
public final class LintDrawings {
    /** The rule of what the server refuses. */
    public static final String SERVER = "let-in-by-the-server";

    private final BeansAndVariables code = BeansAndVariables.scan();
    private final DiagramRules server = new DiagramRules(code::callableFrom, ExecutorCatalogue.standard());

    /** What was found by one rule. */
    public record Found(String rule, Objection objection) {}

    /**
     * What was found.
     *
     * @param unusable one line for each file that cannot be read as what its name says
     */
    public record Result(List<Found> findings, List<String> unusable) {}

    /** @param files contents by file name; they count as one deployment */
    public Result check(Map<String, byte[]> files) throws IOException {
        List<Found> findings = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        List<Drawing> drawings = new ArrayList<>();
        Map<String, byte[]> readable = new TreeMap<>();
        files.forEach((name, content) -> {
            try {
                if (name.endsWith(".bpmn")) {
                    drawings.add(Drawing.read(name, content));
                } else if (name.endsWith(".dmn")) {
                    DiagramFile.read(name, content);
                }
                readable.put(name, content);
            } catch (SAXException broken) {
                unusable.add(name + ": " + oneLine(String.valueOf(broken.getMessage())));
            }
        });
        readable.forEach((name, content) -> server.objections(Map.of(name, content))
                .forEach(text -> findings.add(new Found(SERVER, objection(name, text)))));
        Drawing.Surroundings around = around(drawings, readable);
        DrawingRule.all()
                .forEach((name, rule) -> drawings.forEach(drawing ->
                        rule.check(drawing, around).forEach(objection -> findings.add(new Found(name, objection)))));
        return new Result(List.copyOf(findings), List.copyOf(unusable));
    }

    private Drawing.Surroundings around(List<Drawing> drawings, Map<String, byte[]> files) throws IOException {
        Set<String> diagrams = new TreeSet<>();
        Set<String> decisions = new TreeSet<>();
        Set<String> forms = new TreeSet<>();
        Set<String> variables = new TreeSet<>(code.variables().keySet());
        Map<String, byte[]> all = new TreeMap<>(BuiltIn.files());
        all.putAll(files);
        all.forEach((name, content) -> {
            String plain = name.replaceFirst("\\.\\w+$", "");
            if (name.endsWith(".form")) {
                keys(content, forms, variables);
            } else {
                (name.endsWith(".dmn") ? decisions : diagrams).add(plain);
            }
        });
        drawings.forEach(drawing -> diagrams.add(drawing.process().getAttribute("id")));
        return new Drawing.Surroundings(drawings, diagrams, decisions, forms, variables);
    }

    private static void keys(byte[] form, Set<String> forms, Set<String> variables) {
        try {
            JsonNode read = new JsonMapper().readTree(new String(form, StandardCharsets.UTF_8));
            forms.add(read.path("id").asText());
            variables.addAll(read.findValuesAsText("key"));
        } catch (JsonProcessingException unreadable) {
            forms.remove("");
        }
    }

    private static Objection objection(String file, String text) {
        String said = text.startsWith(file) ? text.substring(file.length()).replaceFirst("^[,:] ?", "") : text;
        int fix = said.lastIndexOf("; ");
        int element = said.indexOf(": ");
        return new Objection(
                file,
                element < 0 ? "" : said.substring(0, element),
                fix < 0
                        ? said.substring(element < 0 ? 0 : element + 2)
                        : said.substring(element < 0 ? 0 : element + 2, fix),
                fix < 0 ? "see docs/designers.md" : said.substring(fix + 2));
    }

    private static String oneLine(String text) {
        return text.contains("DOCTYPE")
                ? "has a DOCTYPE; remove it, diagrams need neither document types nor entities"
                : text.lines().findFirst().orElse("cannot be read");
    }
}
