package dev.sternway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An export of the ledger: a first line that says what it holds, then one entry a line as JSON, the anchors first.
 *
 * @param run the only run in it; empty when all are
 */
public record LedgerFile(Optional<String> run, List<Entry> entries) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMAT = "sternway-ledger-1";

    public LedgerFile {
        entries = List.copyOf(entries);
    }

    /** The first line of an export. */
    public static String head(Optional<String> run) {
        ObjectNode head = JSON.createObjectNode().put("format", FORMAT);
        run.ifPresent(it -> head.put("run", it));
        return head.toString();
    }

    public static String line(Entry entry) {
        ObjectNode line = JSON.createObjectNode()
                .put("run", entry.runId())
                .put("sequence", entry.sequence())
                .put("at", entry.at().toString())
                .put("actor", entry.actor())
                .put("kind", entry.kind().name())
                .put("text", entry.text());
        ObjectNode detail = line.putObject("detail");
        entry.detail().forEach(detail::put);
        return line.put("previous", entry.previousHash())
                .put("hash", entry.hash())
                .toString();
    }

    /**
     * @param lines the lines of an export, without a signature
     * @throws ProblemException SW-0731 naming the line that is none
     */
    public static LedgerFile read(String file, List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        Optional<String> run = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            String where = file + ":" + (i + 1);
            JsonNode line = json(lines.get(i), where);
            if (i == 0) {
                if (!line.path("format").asText().equals(FORMAT)) {
                    throw unreadable("this is no export of Sternway's ledger", where);
                }
                run = Optional.ofNullable(line.get("run")).map(JsonNode::asText);
            } else {
                entries.add(entry(line, where));
            }
        }
        if (lines.isEmpty()) {
            throw unreadable("the file is empty", file);
        }
        return new LedgerFile(run, entries);
    }

    /** @return every entry that was changed, removed, moved or slipped in; empty when all is intact */
    public List<Problem> verify() {
        Map<String, List<Entry>> runs = new LinkedHashMap<>();
        entries.forEach(entry ->
                runs.computeIfAbsent(entry.runId(), key -> new ArrayList<>()).add(entry));
        List<Problem> problems = new ArrayList<>();
        runs.values().forEach(chain -> problems.addAll(Chain.verify(chain)));
        if (run.isEmpty()) {
            problems.addAll(Anchors.verify(runs.getOrDefault(Anchors.CHAIN, List.of()), runs));
        }
        return problems;
    }

    /** @return every entry that an earlier export has, and that is missing here or is another */
    public List<Problem> lacks(LedgerFile earlier) {
        Map<String, String> here = new HashMap<>();
        entries.forEach(entry -> here.put(entry.runId() + " entry " + entry.sequence(), entry.hash()));
        List<Problem> problems = new ArrayList<>();
        for (Entry entry : earlier.entries()) {
            String where = entry.runId() + " entry " + entry.sequence();
            String hash = here.get(where);
            if (!entry.hash().equals(hash)) {
                problems.add(new Problem(
                        "SW-0730",
                        (hash == null
                                        ? "an entry of the export is missing: "
                                        : "the entry is another than in the export: ")
                                + entry.at() + " " + entry.actor() + " " + entry.kind() + " " + entry.text(),
                        where,
                        "After a restore keep the export with the ledger; see docs/operating-backup.md"));
            }
        }
        return problems;
    }

    public long runs() {
        return entries.stream()
                .map(Entry::runId)
                .filter(it -> !it.equals(Anchors.CHAIN))
                .distinct()
                .count();
    }

    private static Entry entry(JsonNode line, String where) {
        try {
            Map<String, String> detail = new TreeMap<>();
            line.path("detail")
                    .fields()
                    .forEachRemaining(
                            it -> detail.put(it.getKey(), it.getValue().asText()));
            return new Entry(
                    text(line, "run", where),
                    line.path("sequence").asLong(),
                    Instant.parse(text(line, "at", where)),
                    text(line, "actor", where),
                    Entry.Kind.valueOf(text(line, "kind", where)),
                    text(line, "text", where),
                    detail,
                    text(line, "previous", where),
                    text(line, "hash", where));
        } catch (DateTimeException | IllegalArgumentException notOne) {
            throw unreadable(String.valueOf(notOne.getMessage()), where);
        }
    }

    private static String text(JsonNode line, String field, String where) {
        JsonNode value = line.get(field);
        if (value == null || !value.isTextual()) {
            throw unreadable("\"" + field + "\" is missing", where);
        }
        return value.asText();
    }

    private static JsonNode json(String line, String where) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw unreadable("the line is not JSON", where);
        }
    }

    private static ProblemException unreadable(String what, String where) {
        return ProblemException.of("SW-0731", what, where, "Export the ledger again: sternway audit export");
    }
}
