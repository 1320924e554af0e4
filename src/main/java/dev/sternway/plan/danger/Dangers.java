package dev.sternway.plan.danger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds dangerous commands in the steps and scripts of a plan. */
public final class Dangers {
    private static final int LONGEST = 200;
    private static final Pattern SQL = Pattern.compile("(?i)\\bdrop\\s+(?:database|tablespace)\\b");
    private static final Pattern SHELL = Pattern.compile("(?i)"
            + String.join(
                    "|",
                    "\\brm\\s+(?:-[\\w-]+\\s+){0,4}-(?:\\w*r\\w*f|\\w*f\\w*r)\\w*",
                    "\\brm\\s+(?:-[\\w-]+\\s+){0,4}(?:-r|--recursive)\\s+(?:-f|--force)",
                    "\\bdd\\s[^\\n]{0,200}\\bof=",
                    "\\bmkfs\\b",
                    "\\bshred\\s",
                    ">\\s*/dev/(?:sd|nvme|vd|xvd)",
                    "\\bgit\\s+push\\b[^\\n]{0,200}(?:\\s--force\\b(?!-with-lease)|\\s-f\\b)",
                    "\\bkubectl\\b[^\\n]{0,200}\\sdelete\\b",
                    "\\bhelm\\s+(?:uninstall|delete)\\b",
                    "\\bdocker\\b[^\\n]{0,80}\\bprune\\b",
                    "\\bdocker\\s+volume\\s+rm\\b",
                    "\\bterraform\\s+destroy\\b",
                    "\\bpg_restore\\b[^\\n]{0,200}(?:--clean\\b|\\s-c\\b)",
                    "\\bdropdb\\b",
                    "\\bmysqladmin\\b[^\\n]{0,200}\\bdrop\\b",
                    "\\bflush(?:all|db)\\b",
                    "\\b(?:psql|mysql)\\b[^\\n]{0,300}\\b(?:drop\\s+table|delete\\s+from|truncate)\\b",
                    "\\bdrop\\s+(?:database|schema|tablespace|owned)\\b"));
    private static final List<String> STEPS = List.of(
            "/safeguards/record",
            "/phases/preservation/steps",
            "/phases/data/steps",
            "/phases/data/level-1/steps",
            "/phases/data/level-2/steps",
            "/phases/data/level-3/steps",
            "/phases/restoration/steps",
            "/phases/validation/checks");

    private final Function<String, Optional<String>> files;
    private final List<Found> found = new ArrayList<>();

    private Dangers(Function<String, Optional<String>> files) {
        this.files = files;
    }

    /** @param pointer JSON pointer of the step or level */
    public record Found(String pointer, String command) {}

    /** @param files texts of the plan's folder, by path */
    public static List<Found> in(JsonNode plan, Function<String, Optional<String>> files) {
        Dangers dangers = new Dangers(files);
        STEPS.forEach(list -> dangers.steps(plan.at(list), list));
        for (int level = 1; level <= 3; level++) {
            String pointer = "/phases/data/level-" + level;
            dangers.scripts(plan.at(pointer).path("scripts"), pointer);
        }
        return List.copyOf(dangers.found);
    }

    private void steps(JsonNode list, String pointer) {
        for (int i = 0; i < list.size(); i++) {
            JsonNode with = list.get(i).path("with");
            String step = pointer + "/" + i;
            for (String command : List.of("argv", "probe", "verify")) {
                List<String> words = new ArrayList<>();
                with.path(command).forEach(word -> words.add(word.asText()));
                boolean script = words.size() == 3
                        && words.get(0).endsWith("sh")
                        && words.get(1).matches("-\\w*c");
                search(script ? words.get(2) : String.join(" ", words), step, SHELL);
            }
            search(with.path("query").asText(), step, SHELL);
            search(with.path("instruction").asText(), step, SHELL);
            scripts(with.path("scripts"), step);
        }
    }

    /** Tables and columns that a script drops can be set aside; a whole database never is. */
    private void scripts(JsonNode scripts, String pointer) {
        scripts.forEach(script -> files.apply(script.asText()).ifPresent(text -> search(text, pointer, SQL)));
    }

    private void search(String text, String pointer, Pattern pattern) {
        text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#") && !line.startsWith("--"))
                .filter(line -> pattern.matcher(line).find())
                .map(line -> line.length() <= LONGEST ? line : line.substring(0, LONGEST))
                .map(line -> new Found(pointer, line))
                .forEach(found::add);
    }
}
