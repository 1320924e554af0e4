package dev.sternway.document.render;

import dev.sternway.document.MessageTemplate;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Plan.Communication;
import dev.sternway.plan.Plan.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who answers for what, how to reach them, and what they are told. */
final class People {
    private final Sheet sheet;
    private final Plan plan;

    People(Sheet sheet, Plan plan) {
        this.sheet = sheet;
        this.plan = plan;
    }

    void write() {
        if (!plan.roles().isEmpty()) {
            sheet.heading(2, "Roles");
            sheet.table(List.of("Role", "Person"), pairs(plan.roles()));
        }
        if (!plan.responsibilities().isEmpty()) {
            sheet.heading(2, "Responsibilities");
            sheet.table(List.of("Role", "Responsibility"), pairs(plan.responsibilities()));
        }
        if (!plan.contacts().isEmpty()) {
            sheet.heading(2, "Contacts");
            sheet.table(
                    List.of("Role", "Name", "Phone", "E-mail", "Chat", "Note"),
                    plan.contacts().stream()
                            .map(it -> List.of(
                                    Words.text(it.role()),
                                    Words.text(it.name()),
                                    Words.text(it.phone()),
                                    Words.text(it.email()),
                                    Words.text(it.chat()),
                                    Words.text(it.note())))
                            .toList());
        }
    }

    private static List<List<String>> pairs(Map<String, List<String>> byRole) {
        List<List<String>> rows = new ArrayList<>();
        new TreeMap<>(byRole).forEach((role, texts) -> {
            if (texts.isEmpty()) {
                rows.add(List.of(Words.code(role), ""));
            }
            texts.forEach(text -> rows.add(List.of(Words.code(role), Words.text(text))));
        });
        return rows;
    }

    void communication() {
        Communication communication = plan.communication();
        sheet.heading(2, "Communication");
        sheet.fields("Status every", Words.duration(communication.during().every()));
        sheet.table(
                List.of("Channel", "Uses", "With"),
                communication.channels().stream()
                        .map(it -> List.of(
                                Words.code(it.id()),
                                Words.code(it.uses()),
                                it.with().isEmpty() ? "" : Words.yaml(WhatChanges.sorted(it.with()))))
                        .toList());
        List<List<String>> messages = new ArrayList<>();
        messages.addAll(rows("before", communication.before()));
        messages.addAll(rows("during", communication.during().messages()));
        messages.addAll(rows("after", communication.after()));
        sheet.table(List.of("When", "Channel", "Audience", "Message"), messages);
        if (!messages.isEmpty()) {
            sheet.heading(3, "As they will read");
            List<String> filled = new ArrayList<>();
            communication.before().forEach(it -> filled.add(filled("before", it)));
            communication.during().messages().forEach(it -> filled.add(filled("during", it)));
            communication.after().forEach(it -> filled.add(filled("after", it)));
            sheet.bullets(filled);
        }
    }

    private static List<List<String>> rows(String when, List<Message> messages) {
        return messages.stream()
                .map(it -> List.of(when, Words.code(it.channel()), Words.text(it.audience()), Words.text(it.text())))
                .toList();
    }

    /** With what is known today; the rest is known when it happens. */
    private String filled(String when, Message message) {
        Map<String, String> values = new TreeMap<>();
        for (String later : List.of("reason", "eta", "rollback", "incident", "level", "outcome", "next", "progress")) {
            values.put(later, "\u27e8" + later + "\u27e9");
        }
        Plan.Metadata about = plan.metadata();
        values.put("feature", about.feature().orElse(about.title()));
        values.put("release", about.release());
        values.put("plan", about.id());
        values.put("commander", MessageTemplate.commander(plan));
        values.put("environment", about.environment().orElse("\u27e8environment\u27e9"));
        values.put("every", Words.duration(plan.communication().during().every()));
        String text;
        try {
            text = MessageTemplate.fill(message.text(), values);
        } catch (dev.sternway.base.ProblemException unknownWord) {
            text = message.text();
        }
        String to = message.audience()
                .map(audience -> ", to " + Words.text(audience))
                .orElse("");
        return "**" + when + "**, through " + Words.code(message.channel()) + to + ": " + Words.text(text);
    }
}
