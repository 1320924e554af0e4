package dev.sternway.document.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Lines;
import dev.sternway.document.outline.Phrase;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The plan that is being read, as a tree, with its scripts. */
public final class Draft {
    private static final Pattern PATH =
            Pattern.compile("(?!environments/)[\\w][\\w.-]*(/[\\w][\\w.-]*){0,6}\\.\\w{1,8}");

    private static final Set<String> LANGUAGES = Set.of(
            "bash",
            "sh",
            "shell",
            "zsh",
            "console",
            "terminal",
            "command",
            "text",
            "txt",
            "plaintext",
            "markdown",
            "md",
            "yaml",
            "yml",
            "json",
            "http",
            "sql",
            "psql",
            "postgres",
            "postgresql",
            "pgsql",
            "plpgsql",
            "mysql",
            "mariadb",
            "python",
            "powershell",
            "diff",
            "log",
            "ini",
            "properties");

    private final ObjectNode tree = PlanMapper.json().createObjectNode();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<Runnable> later = new ArrayList<>();
    private final List<Runnable> last = new ArrayList<>();
    private final IdentityHashMap<JsonNode, Integer> origins = new IdentityHashMap<>();
    private final Coverage coverage;
    private final boolean rendering;

    /** @param rendering the document is the rendering of a plan: names in it are meant letter by letter, nothing is missing */
    public Draft(List<String> lines, boolean rendering) {
        this.coverage = new Coverage(lines);
        this.rendering = rendering;
    }

    public ObjectNode tree() {
        return tree;
    }

    public Map<String, String> files() {
        return files;
    }

    public boolean rendering() {
        return rendering;
    }

    /** The object at a path, made when it is not there. */
    public ObjectNode object(String... path) {
        ObjectNode node = tree;
        for (String name : path) {
            node = node.path(name) instanceof ObjectNode object ? object : node.putObject(name);
        }
        return node;
    }

    /** The list at a path, made when it is not there. */
    public ArrayNode list(String... path) {
        ObjectNode parent = tree;
        for (int i = 0; i < path.length - 1; i++) {
            parent = parent.path(path[i]) instanceof ObjectNode object ? object : parent.putObject(path[i]);
        }
        String name = path[path.length - 1];
        return parent.path(name) instanceof ArrayNode list ? list : parent.putArray(name);
    }

    public Fill fill(String... path) {
        return new Fill(this, object(path));
    }

    /** A new object at the end of a list. */
    public Fill add(String... path) {
        return new Fill(this, list(path).addObject());
    }

    public Fill on(ObjectNode node) {
        return new Fill(this, node);
    }

    /** Adds the text to a list, unless it stands there. */
    public void addText(Phrase text, String... path) {
        ArrayNode list = list(path);
        if (!text.text().isBlank()) {
            list.add(text.text());
            place(text.at(), text.text());
        }
    }

    /** The language of a block of code is understood when it is one. */
    public void language(Block.Code code) {
        if (LANGUAGES.contains(code.language().toLowerCase(Locale.ROOT))) {
            understand(Lines.of(code.at().first()), code.language());
        }
    }

    public void place(Lines at, String value) {
        coverage.place(at, value);
    }

    /** Everything in a tree: keys and values. */
    public void place(Lines at, JsonNode values) {
        List<String> texts = new ArrayList<>();
        texts(values, texts);
        texts.forEach(text -> place(at, text));
    }

    public void understand(Lines at, String words) {
        coverage.understand(at, words);
    }

    public void understand(Phrase phrase) {
        coverage.understand(phrase.at(), phrase.text());
    }

    public void together(Lines at) {
        coverage.together(at);
    }

    /** Done when everything is read, in this order: who is who. */
    public void later(Runnable todo) {
        later.add(todo);
    }

    /** Done when it is known who is who and what is missing. */
    public void last(Runnable todo) {
        last.add(todo);
    }

    /** @param missing fills in what must be there, before the last things are done */
    public void finish(Runnable missing) {
        for (int i = 0; i < later.size(); i++) {
            later.get(i).run();
        }
        missing.run();
        last.forEach(Runnable::run);
    }

    void origin(JsonNode value, Lines at) {
        origins.put(value, at.first());
    }

    /** The line that gave this very value. */
    public Optional<Integer> origin(JsonNode value) {
        return Optional.ofNullable(origins.get(value));
    }

    /** Whether a file of that name may stand beside the plan. */
    public static boolean isPath(String text) {
        return PATH.matcher(text).matches() && !text.contains("..");
    }

    /**
     * Keeps a script beside the plan.
     *
     * @param name the path that the document gives; not followed when it leads out of the plan's folder
     * @param usual path without ending, for a script that has no name
     * @return the path under which it is kept
     */
    public String script(Optional<String> name, String usual, String text) {
        String content = text.endsWith("\n") ? text : text + "\n";
        Optional<String> given = name.filter(Draft::isPath);
        if (given.isPresent() && content.equals(files.getOrDefault(given.get(), content))) {
            files.put(given.get(), content);
            return given.get();
        }
        String path = usual + ".sql";
        for (int i = 2; !content.equals(files.getOrDefault(path, content)); i++) {
            path = usual + "-" + i + ".sql";
        }
        files.put(path, content);
        return path;
    }

    /** Lines of which something is neither in the plan nor understood. */
    public List<Integer> lost(Collection<String> renderedAgain) {
        List<String> texts = new ArrayList<>(files.values());
        texts.addAll(files.keySet());
        texts(tree, texts);
        return coverage.lost(texts, renderedAgain);
    }

    private static void texts(JsonNode node, List<String> texts) {
        if (node.isValueNode()) {
            texts.add(node.asText());
        }
        node.properties().forEach(field -> texts.add(field.getKey()));
        node.forEach(child -> texts(child, texts));
    }
}
