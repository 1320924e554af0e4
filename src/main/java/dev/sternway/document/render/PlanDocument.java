package dev.sternway.document.render;

import dev.sternway.document.ReportHtml;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import java.util.Optional;
import java.util.function.Function;

/** The complete plan for review. The same plan gives the same document, and its import gives the same plan. */
public final class PlanDocument {
    private PlanDocument() {}

    /** @param files texts of the plan's folder, by path */
    public static String markdown(Plan plan, Function<String, Optional<String>> files, Actuals actuals) {
        return markdown(plan, files, actuals, step -> "");
    }

    /** @param undo what becomes of a step when its phase is taken back, in words; empty when nobody knows */
    public static String markdown(
            Plan plan, Function<String, Optional<String>> files, Actuals actuals, Function<Step, String> undo) {
        Sheet sheet = new Sheet();
        StepSheet steps = new StepSheet(sheet, files, undo);
        Overview.write(sheet, plan);
        WhatChanges changes = new WhatChanges(sheet, plan);
        changes.write();
        Deciding deciding = new Deciding(sheet, plan);
        deciding.write();
        People people = new People(sheet, plan);
        people.write();
        new PhaseSheets(sheet, steps, plan).write();
        new TimeTable(sheet, plan, actuals).write();
        people.communication();
        Afterwards afterwards = new Afterwards(sheet, plan);
        afterwards.write();
        deciding.sources();
        changes.targets();
        afterwards.appendix();
        return sheet.toString();
    }

    /** A page of its own: no scripts, nothing loaded, fit for paper and for a phone. */
    public static String html(Plan plan, Function<String, Optional<String>> files, Actuals actuals) {
        return html(plan, files, actuals, step -> "");
    }

    public static String html(
            Plan plan, Function<String, Optional<String>> files, Actuals actuals, Function<Step, String> undo) {
        return ReportHtml.withContents(
                "Rollback plan: " + plan.metadata().title(), markdown(plan, files, actuals, undo));
    }
}
