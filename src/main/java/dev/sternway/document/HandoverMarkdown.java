package dev.sternway.document;

import java.util.List;

/** The hand-over as a page: where it stands, what is kept, what remains, and how the word of people is taken back in. */
record HandoverMarkdown(Handover rollback) {
    private static final String UNKNOWN = "started, unknown";

    String text() {
        Markdown out = new Markdown();
        out.title("Rollback of " + rollback.plan() + ", by hand from here on");
        out.paragraph(rollback.title() + ", release " + rollback.release() + ", in " + rollback.environment()
                + ". Rollback " + rollback.id()
                + rollback.incident().map(it -> ", incident " + it).orElse("") + ".");
        out.paragraph("Sternway left it in the state " + rollback.state() + ". " + rollback.requestedBy()
                + " asked for it: " + rollback.reason());
        out.paragraph(rollback.level()
                .map(level ->
                        "Decided: " + level + ", by " + rollback.decidedBy().orElse("nobody") + ".")
                .orElse("Nobody has decided yet how to roll back: decide first, then take the script of that level."));
        steps(out);
        goOn(out);
        kept(out);
        list(out, "Locks held by this rollback", rollback.locks(), "none");
        list(out, "Tasks that wait for a person", rollback.tasks(), "none");
        list(out, "Whom to call", rollback.contacts(), "the plan names nobody");
        back(out);
        return out.text();
    }

    private void steps(Markdown out) {
        List<Handover.Step> unknown = rollback.steps().stream()
                .filter(step -> step.state().equals(UNKNOWN))
                .toList();
        if (!unknown.isEmpty()) {
            out.heading("Look first");
            out.paragraph(
                    "These were begun, and nobody knows whether they were done. Look at the target before anything else:");
            unknown.forEach(step -> out.bullet(step.key() + ":", step.name() + ". " + step.note()));
        }
        out.heading("Where it stands");
        out.table("Phase", "Step", "Name", "State", "What is known");
        rollback.steps().forEach(step -> out.row(step.phase(), step.key(), step.name(), step.state(), step.note()));
    }

    private void goOn(Markdown out) {
        out.heading("What remains, in order");
        List<Handover.Step> left =
                rollback.steps().stream().filter(step -> !step.over()).toList();
        if (left.isEmpty() || rollback.scripts().isEmpty()) {
            out.paragraph("Nothing that a script could do.");
            return;
        }
        left.forEach(step -> out.task(
                step.key() + "  " + step.name() + (step.state().equals("waiting") ? "" : " (" + step.state() + ")")));
        out.paragraph(
                "The scripts do these steps, ask before they destroy anything, and can be stopped and started again:");
        rollback.scripts().forEach(script -> out.commands("sh " + script + " --dry-run", "sh " + script));
    }

    private void kept(Markdown out) {
        out.heading("What is kept, and where");
        out.paragraph(
                rollback.backup().isEmpty() ? "There is no certificate of a backup." : "Backup: " + rollback.backup());
        rollback.kept().forEach((name, content) -> out.bullet(name + ":", content));
    }

    private static void list(Markdown out, String title, List<String> lines, String otherwise) {
        out.heading(title);
        (lines.isEmpty() ? List.of(otherwise) : lines).forEach(out::bullet);
    }

    private void back(Markdown out) {
        out.heading("When Sternway is back");
        out.paragraph(
                "Start it so that it runs no step by itself, tell it step by step what was done, then let it go on:");
        out.commands(
                "sternway serve --hold",
                "sternway resume " + rollback.id() + " --done STEP --by PERSON --note 'what was done' --evidence FILE",
                "sternway resume " + rollback.id() + " --not-done STEP --by PERSON --note 'why not'",
                "sternway go-on");
        out.paragraph("The ledger up to here is ledger.jsonl, its last hash " + rollback.lastHash() + ".");
        out.commands("sternway audit verify --file ledger.jsonl");
    }
}
