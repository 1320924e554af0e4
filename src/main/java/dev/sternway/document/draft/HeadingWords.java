package dev.sternway.document.draft;

import dev.sternway.document.outline.Phrase;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words with which headings say what a section is about; another word in a heading says more than that. */
public final class HeadingWords {
    private static final Set<String> KNOWN =
            Arrays.stream("""
                    a an and or the of for to from in on by with after before during if when how what who whom is are was be
                    roll rolls rolling rollback rollbacks back plan planned level levels l phase phases step steps t
                    min mins minute minutes h hour hours s sec seconds quick full restore restores restored restoring restoration
                    backup backups database databases data schema service services application applications code version
                    preservation preserve preserving decide decides deciding decision decisions deadline matrix
                    trigger triggers criteria condition conditions role roles responsibility responsibilities
                    contact contacts emergency call communication communications message messages template templates
                    stakeholder stakeholders notification notifications announcement announcements risk risks
                    mitigation mitigations assumption assumptions prerequisite prerequisites precondition preconditions
                    prevention preventive preventing measure measures success acceptance post mortem postmortem incident
                    report reports follow up ups followup followups afterwards release releases migration migrations
                    deployment deployments pre safeguard safeguards history execution executions run runs past
                    time times estimate estimates estimated actual table timing timings kind kinds feature flag flags
                    toggle toggles change changes list target targets system systems component components affected
                    note notes remark remarks overview summary information general about details metadata document
                    validation validate verification verify monitoring monitor check checks checklist checklists
                    procedure procedures option options strategy strategies method methods point no return
                    record current state escalation path authority authorization approval team people containment
                    maintenance mode recovery lessons learned section part while immediate
                    playbook runbook guide fill dangerous commands placed sources only keep hold do nothing stay pause optimise optimize continue wait""".strip().split("\\s+")).collect(Collectors.toSet());
    private static final Pattern NUMBER =
            Pattern.compile("^\\W*(?:[0-9]+(?:\\.[0-9]+)*[.):]?|[ivxIVX]{1,4}[.):]|[a-zA-Z][.):])\\s");
    private static final Pattern WORD = Pattern.compile("[\\p{L}]+|[\\p{N}]+|[^\\s\\p{L}\\p{N}]");
    private static final Pattern NUMBERED = Pattern.compile("(?i)\\b(?:level|phase|l)\\s?([1-9])\\b");

    private HeadingWords() {}

    /** The heading named its section with these words. */
    public static void understand(Phrase heading, Draft draft) {
        Matcher number = NUMBER.matcher(heading.text());
        if (number.find()) {
            draft.understand(heading.at(), number.group());
        }
        NUMBERED.matcher(heading.text()).results().forEach(it -> draft.understand(heading.at(), it.group(1)));
        String known = WORD.matcher(heading.text())
                .results()
                .map(it -> it.group())
                .filter(word -> KNOWN.contains(word.toLowerCase(Locale.ROOT)) || !word.matches("[\\p{L}\\p{N}]+"))
                .collect(Collectors.joining(" "));
        draft.understand(heading.at(), known);
    }
}
