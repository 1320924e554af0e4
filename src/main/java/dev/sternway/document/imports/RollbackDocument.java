package dev.sternway.document.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Outline;
import dev.sternway.document.outline.Section;
import dev.sternway.document.readers.Readers;
import dev.sternway.document.render.Actuals;
import dev.sternway.document.render.PlanDocument;
import dev.sternway.plan.Plan;
import dev.sternway.plan.danger.Dangers;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.PlanReader;
import dev.sternway.plan.yaml.PlanYaml;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a rollback document into a plan by its structure. Every line of the document that is not blank is in the plan, or was
 * understood as the name of a field, or stands under {@code unplaced} as it is.
 */
public final class RollbackDocument {
    /** Longest document, in bytes. */
    public static final int LONGEST = 256 * 1024;

    private static final Pattern RENDERED =
            Pattern.compile("(?m)^\\| Format \\| " + Pattern.quote(Plan.API_VERSION) + " \\|$");

    private final List<String> lines;
    private final Section outline;
    private final Draft draft;

    private RollbackDocument(String source) {
        this.lines = source.lines().toList();
        this.draft = new Draft(lines, RENDERED.matcher(source).find());
        this.outline = Outline.read(source);
        together(outline);
    }

    /** A block of code is kept as a whole, or not at all. */
    private void together(Section section) {
        section.blocks().forEach(this::together);
        section.children().forEach(this::together);
    }

    private void together(Block block) {
        if (block instanceof Block.Code) {
            draft.together(block.at());
        } else if (block instanceof Block.Items items) {
            items.items().forEach(item -> item.rest().forEach(this::together));
        } else if (block instanceof Block.Quote quote) {
            quote.blocks().forEach(this::together);
        }
    }

    /** @throws ProblemException SW-0130 when it is no text or too long */
    public static ImportedPlan read(String file, byte[] content) {
        String source = text(file, content);
        Optional<ImportedPlan> plan = new RollbackDocument(source).read();
        return plan.or(() -> new RollbackDocument(source).unread())
                .orElseThrow(() -> unreadable(file, "The document does not fit into a plan"));
    }

    private Optional<ImportedPlan> read() {
        Readers.read(outline, draft);
        open();
        return bound();
    }

    /** Without any structure: the whole document as it stands. */
    private Optional<ImportedPlan> unread() {
        open();
        return bound();
    }

    /** What is still open: what is missing, what is blank, what is dangerous. */
    private void open() {
        draft.tree().put("apiVersion", Plan.API_VERSION).put("kind", Plan.KIND);
        Missing missing = new Missing(draft);
        Set<String> blanks = new LinkedHashSet<>();
        draft.finish(() -> {
            if (!draft.rendering()) {
                missing.fill();
            }
            blanks.addAll(Complete.fill(draft.tree(), Plan.class));
        });
        if (draft.rendering()) {
            blanks.forEach(blank -> draft.list("inputs")
                    .addObject()
                    .put("name", blank.substring(1, blank.length() - 1))
                    .put("blank", blank));
            return;
        }
        ArrayNode inputs = draft.list("inputs");
        new Blanks(draft, lines, inputs).find();
        missing.times(inputs);
        Set<String> commands = new LinkedHashSet<>();
        Dangers.in(draft.tree(), path -> Optional.ofNullable(draft.files().get(path)))
                .forEach(found -> commands.add(found.command()));
        commands.forEach(command -> draft.list("dangers").addObject().put("command", command));
    }

    /** The lines of the plan's own rendering. */
    private Collection<String> again() {
        try {
            Plan plan = PlanMapper.json().treeToValue(tree(), Plan.class);
            return PlanDocument.markdown(
                            plan, path -> Optional.ofNullable(draft.files().get(path)), Actuals.NONE)
                    .lines()
                    .toList();
        } catch (JsonProcessingException incomplete) {
            return List.of();
        }
    }

    private Optional<ImportedPlan> bound() {
        List<Integer> lost = draft.lost(List.of());
        if (!lost.isEmpty()) {
            lost = draft.lost(again());
        }
        ArrayNode unplaced = draft.list("unplaced");
        for (int i = 0; i < lost.size(); ) {
            int first = lost.get(i);
            int last = first;
            while (i < lost.size() && onlyBlank(last, lost.get(i))) {
                last = lost.get(i++);
            }
            unplaced.addObject().put("line", first).put("text", String.join("\n", lines.subList(first - 1, last)));
        }
        ObjectNode tree = tree();
        return plan(tree).map(plan -> new ImportedPlan(plan, tree, Map.copyOf(draft.files())));
    }

    private boolean onlyBlank(int from, int to) {
        return to - from <= 1 || lines.subList(from, to - 1).stream().allMatch(String::isBlank);
    }

    private ObjectNode tree() {
        ObjectNode tree = draft.tree().deepCopy();
        Ordered.prune(tree);
        return Ordered.of(tree, Plan.class);
    }

    private static Optional<Plan> plan(JsonNode tree) {
        byte[] yaml = PlanYaml.write(tree).getBytes(StandardCharsets.UTF_8);
        return PlanReader.read("plan.yaml", yaml).plan();
    }

    private static String text(String file, byte[] content) {
        if (content.length > LONGEST) {
            throw unreadable(file, "The document is longer than 256 KiB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
            return plain.replace("\r\n", "\n").replace('\r', '\n');
        } catch (CharacterCodingException wrong) {
            throw unreadable(file, "The document is not UTF-8 text");
        }
    }

    private static ProblemException unreadable(String file, String what) {
        return ProblemException.of("SW-0130", what, file, "Give one rollback document, in Markdown");
    }
}
