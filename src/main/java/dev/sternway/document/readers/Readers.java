package dev.sternway.document.readers;

import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.HeadingWords;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import dev.sternway.document.steps.LevelReader;
import dev.sternway.document.steps.PhaseReader;
import dev.sternway.document.steps.StepReader;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives every section of a document to the reader of its topic. */
public final class Readers {
    private static final Pattern TITLE = Pattern.compile(
            "(?is)([^\\p{L}\\p{N}]*(?:\\w+ ){0,4}(?:plan|procedures?|playbook|runbook|guide)\\s*(?::|–|—|-)\\s+)(\\S.*)");
    private static final Map<Topic, Reader> READERS = new EnumMap<>(Topic.class);

    static {
        Reader about = new AboutReader();
        READERS.put(Topic.ABOUT, about);
        READERS.put(Topic.PHASES, (section, topic, draft) -> {
            boolean words = section.blocks().stream().allMatch(Block.Prose.class::isInstance);
            if (words) {
                about.read(section, topic, draft);
            } else {
                PhaseReader.anywhere(section, draft);
            }
        });
        Reader lists = new ListReader();
        for (Topic topic : new Topic[] {
            Topic.INPUTS, Topic.DANGERS, Topic.UNPLACED, Topic.ASSUMPTIONS, Topic.SUCCESS, Topic.NOTES, Topic.PREVENTION
        }) {
            READERS.put(topic, lists);
        }
        Reader changes = new ChangeReader();
        for (Topic topic : new Topic[] {Topic.CHANGES, Topic.FLAGS, Topic.TARGETS}) {
            READERS.put(topic, changes);
        }
        READERS.put(Topic.TRIGGERS, new TriggerReader());
        READERS.put(Topic.SOURCES, new TriggerReader());
        Reader decision = new DecisionReader();
        for (Topic topic : new Topic[] {Topic.DECISION, Topic.MATRIX, Topic.CHECKLIST}) {
            READERS.put(topic, decision);
        }
        Reader people = new PeopleReader();
        for (Topic topic : new Topic[] {Topic.ROLES, Topic.RESPONSIBILITIES, Topic.CONTACTS}) {
            READERS.put(topic, people);
        }
        Reader messages = new MessageReader();
        for (Topic topic : new Topic[] {Topic.COMMUNICATION, Topic.TEMPLATE, Topic.BEFORE, Topic.DURING, Topic.AFTER}) {
            READERS.put(topic, messages);
        }
        Reader after = new AfterReader();
        for (Topic topic : new Topic[] {Topic.AFTERWARDS, Topic.TIMES, Topic.HISTORY, Topic.RISKS}) {
            READERS.put(topic, after);
        }
        Reader levels = (section, topic, draft) -> {
            if (topic == Topic.LEVELS) {
                LevelReader.table(section.blocks(), draft);
            } else {
                LevelReader.read(section, topic.level(), draft);
            }
        };
        for (Topic topic : new Topic[] {Topic.LEVELS, Topic.LEVEL_1, Topic.LEVEL_2, Topic.LEVEL_3}) {
            READERS.put(topic, levels);
        }
        Reader phases = (section, topic, draft) -> PhaseReader.read(section, topic.name(), draft);
        for (Topic topic :
                new Topic[] {Topic.SAFEGUARDS, Topic.PRESERVATION, Topic.DATA, Topic.RESTORATION, Topic.VALIDATION}) {
            READERS.put(topic, phases);
        }
    }

    private Readers() {}

    public static void read(Section document, Draft draft) {
        walk(document, Topic.ABOUT, draft);
    }

    private static void walk(Section section, Topic topic, Draft draft) {
        Reader reader = READERS.get(topic);
        if (reader != null) {
            reader.read(section, topic, draft);
        }
        for (Section child : section.children()) {
            boolean titled = child.level() == 1 && !draft.object("metadata").has("title");
            if (titled) {
                title(child.heading(), draft);
            }
            Topic below = titled ? Topic.ABOUT : Topic.of(child.heading().text(), topic);
            if (topic.hasSteps() && (below == topic || StepReader.isStep(child))) {
                steps(child, topic, draft);
            } else {
                if (!titled && below != Topic.OTHER && below != topic) {
                    HeadingWords.understand(child.heading(), draft);
                }
                walk(child, below, draft);
            }
        }
    }

    private static void steps(Section child, Topic topic, Draft draft) {
        if (topic.isLevel()) {
            LevelReader.steps(child, topic.level(), draft);
        } else {
            PhaseReader.steps(child, topic.name(), draft);
        }
    }

    private static void title(Phrase heading, Draft draft) {
        Matcher title = TITLE.matcher(heading.text());
        boolean named = title.matches();
        draft.fill("metadata").text("title", named ? heading.with(title.group(2)) : heading);
        if (named) {
            HeadingWords.understand(heading.with(title.group(1)), draft);
        }
    }
}
