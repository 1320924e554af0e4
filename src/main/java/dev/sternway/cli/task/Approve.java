package dev.sternway.cli.task;

import dev.sternway.cli.tray.Waiting;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Yes to what asks for it. */
@Command(
        name = "approve",
        description = {
            "Says yes: accepts a plan in review, approves an arming or a restore, confirms a rollback.",
            "Shows what it is about and asks once more, unless --yes is given."
        },
        mixinStandardHelpOptions = true)
public final class Approve extends Answer {
    /** The variable that carries yes or no, and the one for the note, by task. */
    static final Map<String, List<String>> FIELDS = Map.of(
            "review-plan", List.of("accepted", "note"),
            "approve-arming", List.of("approved", "note"),
            "approve-restore", List.of("approved", "approvalNote"),
            "confirm-rollback", List.of("confirmed", "confirmNote"),
            "approve-going-on", List.of("approved", "goOnNote"));

    @Option(names = "--note", defaultValue = "", description = "For the ledger.")
    private String note = "";

    @Option(
            names = "--pre-approve",
            description = "Of an arming: when an automatic trigger fires, roll back at once and ask nobody.")
    private boolean preApprove;

    @Override
    Collection<String> answers() {
        return FIELDS.keySet();
    }

    @Override
    Map<String, Object> values(Waiting task) {
        Map<String, Object> values = said(task, true, note);
        if (task.key().equals("approve-arming")) {
            values.put("preApproved", preApprove);
        }
        return values;
    }

    @Override
    String question(Waiting task) {
        return "Approve" + (preApprove && task.key().equals("approve-arming") ? " and pre-approve" : "");
    }

    static Map<String, Object> said(Waiting task, boolean yes, String note) {
        List<String> fields = FIELDS.getOrDefault(task.key(), List.of("approved", "note"));
        Map<String, Object> values = new HashMap<>();
        values.put(fields.get(0), yes);
        values.put(fields.get(1), note);
        return values;
    }
}
