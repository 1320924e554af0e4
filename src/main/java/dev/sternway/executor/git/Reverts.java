package dev.sternway.executor.git;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext.LeaseLost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which commits are taken back already: by what later commits say of themselves, and by what they change. */
record Reverts(Repository tree) {
    static final String TRAILER = "Sternway-Reverts:";
    private static final Pattern SAID =
            Pattern.compile("(?:" + TRAILER + "|This reverts commit|reverts? commit) ([0-9a-f]{7,40})");

    /** Those of the commits that still count at the tip. @param newestFirst full ids */
    List<String> pending(List<String> newestFirst, String tip) throws InterruptedException, LeaseLost, Outcome.Thrown {
        if (newestFirst.isEmpty()) {
            return List.of();
        }
        String oldest = newestFirst.get(newestFirst.size() - 1);
        Set<String> range = new HashSet<>(newestFirst);
        Map<String, Set<String>> takes = said(oldest, tip);
        Map<String, Set<String>> within = new LinkedHashMap<>(takes);
        within.values().removeIf(taken -> taken.stream().anyMatch(it -> !range.contains(it) && !takes.containsKey(it)));
        Set<String> back = new HashSet<>();
        within.values()
                .forEach(all -> all.forEach(taken -> {
                    back.add(taken);
                    within.getOrDefault(taken, Set.of()).forEach(back::remove);
                }));
        Set<String> changes = changes(oldest, tip, range);
        List<String> left = new ArrayList<>();
        for (String commit : newestFirst) {
            boolean cancels = range.size() > 1 && within.containsKey(commit);
            if (!cancels && !back.contains(commit) && !changes.contains(reversed(commit))) {
                left.add(commit);
            }
        }
        return left;
    }

    /** What each commit says that it reverts, oldest first. */
    private Map<String, Set<String>> said(String oldest, String tip)
            throws InterruptedException, LeaseLost, Outcome.Thrown {
        Map<String, Set<String>> takes = new LinkedHashMap<>();
        Map<String, String> full = new HashMap<>();
        String commit = "";
        for (String line : tree.lines("log", "--reverse", "--format=commit %H%n%B", oldest + "^.." + tip)) {
            if (line.matches("commit [0-9a-f]{40,64}")) {
                commit = line.substring("commit ".length());
                continue;
            }
            Matcher said = SAID.matcher(line);
            while (said.find()) {
                String id = said.group(1);
                if (!full.containsKey(id)) {
                    full.put(
                            id,
                            tree.find("rev-parse", "--verify", "--quiet", id + "^{commit}")
                                    .orElse(id));
                }
                takes.computeIfAbsent(commit, it -> new HashSet<>()).add(full.get(id));
            }
        }
        return takes;
    }

    /** What commits after the oldest change, except for those of the range. */
    private Set<String> changes(String oldest, String tip, Set<String> range) throws InterruptedException, LeaseLost {
        Set<String> changes = new HashSet<>();
        for (String line : tree.piped("git log -p --no-merges \"$1..$2\" | git patch-id --stable", oldest, tip)) {
            String[] idAndCommit = line.split(" ", 2);
            if (idAndCommit.length == 2 && !range.contains(idAndCommit[1])) {
                changes.add(idAndCommit[0]);
            }
        }
        return changes;
    }

    /** What a commit would be known by that takes this one back; nothing for one that changes no file. */
    private String reversed(String commit) throws InterruptedException, LeaseLost {
        return tree.piped("git diff-tree -p \"$1\" \"$1^\" | git patch-id --stable", commit).stream()
                .findFirst()
                .map(line -> line.replaceFirst(" .*", ""))
                .orElse("none");
    }
}
