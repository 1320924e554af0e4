package dev.sternway.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.WholeFile;
import dev.sternway.plan.yaml.PlanYaml;
import dev.sternway.planner.derive.Generated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a plan and its scripts; nothing that people wrote is changed. */
final class PlanFolder {
    /** Where something stood in the document may change without a difference in what it says. */
    private static final Pattern MOVED = Pattern.compile("/(inputs|unplaced)/\\d+/(line|field)");

    private final Path plan;
    private final Path folder;
    private final List<String> files = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    private PlanFolder(Path plan) {
        this.plan = plan;
        Path parent = plan.toAbsolutePath().getParent();
        this.folder = parent == null ? Path.of("/") : parent;
    }

    /**
     * What was done.
     *
     * @param files written or added to
     * @param kept places where the existing plan or script says something else
     */
    record Written(List<String> files, List<String> kept) {}

    /** @throws ProblemException SW-0132 when a file cannot be written, SW-0134 when the existing plan cannot be read */
    static Written write(Path plan, ObjectNode tree, Map<String, String> scripts) {
        PlanFolder folder = new PlanFolder(plan);
        try {
            folder.plan(tree);
            for (Map.Entry<String, String> file : new TreeMap<>(scripts).entrySet()) {
                folder.script(file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw ProblemException.of(
                    "SW-0132",
                    "The file " + e.getMessage() + " cannot be written",
                    plan.toString(),
                    "Check folder and permissions");
        }
        return new Written(List.copyOf(folder.files), List.copyOf(folder.kept));
    }

    /** The type of a target in a plan that may be there already; empty when nothing there says one. */
    static Optional<String> targetType(Path plan, String target) {
        if (!Files.exists(plan)) {
            return Optional.empty();
        }
        return PlanYaml.read(new String(PlanRender.read(plan), StandardCharsets.UTF_8))
                .map(it -> it.path("targets").path(target).path("type").asText())
                .filter(type -> !type.isEmpty());
    }

    private void plan(ObjectNode tree) throws IOException {
        if (!Files.exists(plan)) {
            Files.createDirectories(folder);
            WholeFile.write(plan, PlanYaml.write(tree));
            files.add(plan.toString());
            return;
        }
        String existing = new String(PlanRender.read(plan), StandardCharsets.UTF_8);
        JsonNode read = PlanYaml.read(existing)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0134",
                        "The existing plan cannot be read, so nothing was added to it",
                        plan.toString(),
                        "Mend it"));
        ObjectNode additions = tree.deepCopy();
        Set<String> blanks =
                tree.path("inputs").findValuesAsText("blank").stream().collect(Collectors.toSet());
        withoutAnswered(additions, read, blanks);
        PlanYaml.Merge merge = PlanYaml.merge(existing, additions);
        merge.kept().stream()
                .filter(pointer -> !MOVED.matcher(pointer).matches())
                .forEach(pointer -> kept.add(plan + " " + pointer));
        if (!merge.text().equals(existing)) {
            WholeFile.write(plan, merge.text());
            files.add(plan.toString());
        }
    }

    /** A blank does not contradict what people wrote in its place. */
    private static void withoutAnswered(ObjectNode additions, JsonNode existing, Set<String> blanks) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = additions.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode there = existing.path(field.getKey());
            if (field.getValue().isTextual() && blanks.contains(field.getValue().asText()) && !there.isMissingNode()) {
                fields.remove();
            } else if (field.getValue() instanceof ObjectNode object && there.isObject()) {
                withoutAnswered(object, there, blanks);
            }
        }
    }

    private void script(String path, String text) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            String there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file) : "";
            if (there.equals(text)) {
                return;
            }
            if (!Generated.isUntouched(there)) {
                kept.add(file.toString());
                return;
            }
        }
        Files.createDirectories(file.getParent());
        WholeFile.write(file, text);
        files.add(folder.relativize(file).toString());
    }
}
