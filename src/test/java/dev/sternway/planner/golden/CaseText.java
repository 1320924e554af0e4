package dev.sternway.planner.golden;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a case: sections that begin with a line such as {@code -- setup}, and remarks such as {@code -- after: query => value}. */
record CaseText(Map<String, String> sections, Map<String, List<String>> remarks) {
    private static final Set<String> SECTIONS = Set.of("setup", "forward", "later", "theirs");
    private static final Set<String> REMARKS = Set.of("base", "expect", "after", "refuses", "kept", "theirs-is");
    private static final Pattern SECTION = Pattern.compile("-- ([a-z]+)");
    private static final Pattern REMARK = Pattern.compile("-- ([a-z-]+): (.+)");

    static CaseText of(String name, String text) {
        Map<String, StringBuilder> sections = new HashMap<>();
        Map<String, List<String>> remarks = new HashMap<>();
        StringBuilder current = new StringBuilder();
        for (String line : text.lines().skip(1).toList()) {
            Matcher section = SECTION.matcher(line);
            Matcher remark = REMARK.matcher(line);
            if (section.matches() && SECTIONS.contains(section.group(1))) {
                current = sections.computeIfAbsent(section.group(1), key -> new StringBuilder());
            } else if (remark.matches() && REMARKS.contains(remark.group(1))) {
                remarks.computeIfAbsent(remark.group(1), key -> new ArrayList<>())
                        .add(remark.group(2).strip());
            } else {
                current.append(line).append('\n');
            }
        }
        if (!text.startsWith("-- ") || !sections.containsKey("forward")) {
            throw new IllegalArgumentException(name + " must begin with a sentence and have a section -- forward");
        }
        Map<String, String> texts = new HashMap<>();
        sections.forEach((key, value) -> texts.put(key, value.toString()));
        return new CaseText(texts, remarks);
    }

    String section(String section) {
        return sections.getOrDefault(section, "");
    }

    Optional<String> one(String remark) {
        return all(remark).stream().findFirst();
    }

    List<String> all(String remark) {
        return remarks.getOrDefault(remark, List.of());
    }
}
