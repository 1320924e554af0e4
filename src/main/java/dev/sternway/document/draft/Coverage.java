package dev.sternway.document.draft;

import dev.sternway.document.outline.Lines;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An account of every word of a document. A word is kept when a value that was taken from its line stands in the plan, or
 * when it was understood: the label of a field, a word of the plan's own vocabulary. A line with any other word is not
 * accounted for, whatever the readers think.
 */
final class Coverage {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}\\p{Punct}‐-―‘-‟…·•\\p{Cf}\\p{M}\\uFFFD]");
    private static final Pattern MARKER = Pattern.compile("^[\\s>]*(?:[-*+]|\\d{1,9}[.)])\\s+(?:\\[[ xX]\\]\\s)?");
    private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});");

    private final List<String> lines;
    private final Map<Integer, Set<String>> understood = new HashMap<>();
    private final Map<Integer, List<String>> placed = new HashMap<>();
    private final List<Lines> whole = new ArrayList<>();

    Coverage(List<String> lines) {
        this.lines = lines;
    }

    /** These lines gave the plan this value. */
    void place(Lines at, String value) {
        String words = String.join(" ", words(value));
        each(at, line -> placed.computeIfAbsent(line, it -> new ArrayList<>()).add(words));
    }

    /** These words say where the values belong, or are the plan's own. */
    void understand(Lines at, String text) {
        List<String> words = words(text);
        each(at, line -> understood.computeIfAbsent(line, it -> new HashSet<>()).addAll(words));
    }

    /** These lines are kept together, or not at all. */
    void together(Lines at) {
        whole.add(at);
    }

    private void each(Lines at, java.util.function.IntConsumer todo) {
        for (int line = at.first(); line <= Math.min(at.last(), lines.size()); line++) {
            todo.accept(line);
        }
    }

    /**
     * Lines with a word that is not kept.
     *
     * @param texts everything that stands in the plan and its scripts
     * @param again lines that the plan's own rendering has; each accounts for one equal line
     */
    List<Integer> lost(Collection<String> texts, Collection<String> again) {
        String kept = texts.stream()
                .map(text -> String.join(" ", words(text)))
                .collect(Collectors.joining(" \u0000 ", " ", " "));
        Map<String, Integer> rendered = new HashMap<>();
        again.forEach(line -> rendered.merge(line.strip(), 1, Integer::sum));
        Map<String, Boolean> known = new HashMap<>();
        Set<Integer> lost = new HashSet<>();
        for (int line = 1; line <= lines.size(); line++) {
            Set<String> open = new HashSet<>(wordsOfLine(lines.get(line - 1)));
            open.removeAll(understood.getOrDefault(line, Set.of()));
            for (String value : placed.getOrDefault(line, List.of())) {
                if (!open.isEmpty() && known.computeIfAbsent(value, it -> kept.contains(" " + it + " "))) {
                    open.removeAll(List.of(value.split(" ")));
                }
            }
            if (!open.isEmpty() && rendered.merge(lines.get(line - 1).strip(), -1, Integer::sum) < 0) {
                lost.add(line);
            }
        }
        for (Lines block : whole) {
            if (lost.stream().anyMatch(line -> line >= block.first() && line <= block.last())) {
                each(block, lost::add);
            }
        }
        return lost.stream().sorted().toList();
    }

    /** The number of an item says no more than its place in the list. */
    private static List<String> wordsOfLine(String line) {
        return words(MARKER.matcher(line).replaceFirst(""));
    }

    private static List<String> words(String text) {
        String plain = ENTITY.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
        return WORD.matcher(plain).results().map(MatchResult::group).toList();
    }
}
