package dev.sternway.plan.yaml;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Problem;
import dev.sternway.plan.Plan;
import dev.sternway.plan.yaml.YamlTree.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a plan file, with an environment's overrides, into a plan or into findings; never throws for bad input. */
public final class PlanReader {
    /** Longest plan file, in bytes. */
    public static final int LONGEST = 1024 * 1024;

    private final List<Finding> findings = new ArrayList<>();
    private boolean unusable;

    /**
     * What was read.
     *
     * @param plan empty when the file cannot be bound
     * @param tree the effective tree, environment included
     * @param unusable the file is not YAML at all
     */
    public record Reading(
            Optional<Plan> plan, JsonNode tree, List<Finding> findings, boolean unusable, Places places) {}

    /** Finds the place of a JSON pointer. */
    public interface Places {
        Finding finding(String pointer, Problem problem, String suggestion);
    }

    public static Reading read(String file, byte[] content) {
        return new PlanReader().readPlan(new Source(file, content), Optional.empty());
    }

    /** @param environment the environment file: a merge patch for what may differ between environments */
    public static Reading read(Source plan, Optional<Source> environment) {
        return new PlanReader().readPlan(plan, environment);
    }

    /** A file's name, as findings show it, and its bytes. */
    public record Source(String file, byte[] content) {}

    private Reading readPlan(Source plan, Optional<Source> environment) {
        Optional<YamlTree> base = tree(plan);
        Optional<YamlTree> patch = environment.flatMap(this::tree);
        Places places =
                (pointer, problem, suggestion) -> place(plan, base, environment, patch, pointer, problem, suggestion);
        if (base.isEmpty() || environment.isPresent() && patch.isEmpty()) {
            return new Reading(Optional.empty(), PlanMapper.json().nullNode(), List.copyOf(findings), unusable, places);
        }
        JsonNode tree = base.get().tree();
        if (patch.isPresent() && tree instanceof ObjectNode object) {
            findings.addAll(EnvironmentPatch.check(patch.get().tree(), places));
            tree = EnvironmentPatch.apply(object, patch.get().tree());
        }
        findings.addAll(SchemaCheck.check(tree, places));
        Optional<Plan> bound = findings.isEmpty() ? bind(tree, places) : Optional.empty();
        return new Reading(bound, tree, List.copyOf(findings), unusable, places);
    }

    private static Finding place(
            Source plan,
            Optional<YamlTree> base,
            Optional<Source> environment,
            Optional<YamlTree> patch,
            String pointer,
            Problem problem,
            String suggestion) {
        boolean inPatch = !pointer.isEmpty()
                && patch.filter(it -> !it.tree().at(pointer).isMissingNode()).isPresent();
        Mark mark = (inPatch ? patch : base).orElseThrow().at(pointer);
        String file = inPatch ? environment.orElseThrow().file() : plan.file();
        return new Finding(file, mark.getLine() + 1, mark.getColumn() + 1, problem, suggestion);
    }

    private Optional<Plan> bind(JsonNode tree, Places places) {
        try {
            return Optional.of(PlanMapper.json().treeToValue(tree, Plan.class));
        } catch (JsonMappingException wrong) {
            StringBuilder pointer = new StringBuilder();
            wrong.getPath()
                    .forEach(step -> pointer.append('/')
                            .append(
                                    step.getFieldName() == null
                                            ? step.getIndex()
                                            : YamlTree.escape(step.getFieldName())));
            String what = String.valueOf(wrong.getOriginalMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            findings.add(places.finding(pointer.toString(), new Problem("SW-0110", what, pointer.toString(), ""), ""));
        } catch (com.fasterxml.jackson.core.JsonProcessingException wrong) {
            findings.add(places.finding("", new Problem("SW-0110", wrong.getOriginalMessage(), "", ""), ""));
        }
        return Optional.empty();
    }

    private Optional<YamlTree> tree(Source source) {
        if (source.content().length > LONGEST) {
            return refuse(source, "SW-0101", "The file is longer than 1 MiB", "Split long scripts off into files");
        }
        Optional<String> text = text(source.content());
        if (text.isEmpty()) {
            return refuse(source, "SW-0102", "The file is not plain UTF-8 text", "Save it as UTF-8 without BOM");
        }
        try {
            LoaderOptions options = new LoaderOptions();
            options.setNestingDepthLimit(60);
            options.setMaxAliasesForCollections(50);
            options.setProcessComments(false);
            Composer composer =
                    new Composer(new ParserImpl(new StreamReader(text.get()), options), new Resolver(), options);
            Node root = composer.getSingleNode();
            if (root == null) {
                return refuse(source, "SW-0103", "The file is empty", "Write a plan; sternway plan schema shows how");
            }
            return Optional.of(new YamlTree(root));
        } catch (Unreadable wrong) {
            findings.add(at(source, wrong.mark(), wrong.code(), String.valueOf(wrong.getMessage())));
        } catch (MarkedYAMLException wrong) {
            Mark mark = wrong.getProblemMark();
            unusable = true;
            findings.add(
                    mark == null
                            ? new Finding(source.file(), 0, 0, notYaml(wrong.getProblem()), "")
                            : at(source, mark, "SW-0103", "Not YAML: " + wrong.getProblem()));
        } catch (YAMLException | StackOverflowError wrong) {
            return refuse(source, "SW-0103", "Not YAML: " + firstLine(wrong), "Check the file");
        }
        return Optional.empty();
    }

    private Optional<YamlTree> refuse(Source source, String code, String what, String next) {
        unusable = true;
        findings.add(new Finding(source.file(), 0, 0, new Problem(code, what, source.file(), next), ""));
        return Optional.empty();
    }

    private static Finding at(Source source, Mark mark, String code, String what) {
        return new Finding(
                source.file(),
                mark.getLine() + 1,
                mark.getColumn() + 1,
                new Problem(code, what, source.file(), ""),
                "");
    }

    private static Problem notYaml(String what) {
        return new Problem("SW-0103", "Not YAML: " + what, "", "");
    }

    private static String firstLine(Throwable wrong) {
        return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("unreadable");
    }

    private static Optional<String> text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            boolean plain = text.chars().noneMatch(c -> c == 0xFEFF || c < 0x20 && c != '\n' && c != '\r' && c != '\t');
            return plain ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException wrong) {
            return Optional.empty();
        }
    }
}
