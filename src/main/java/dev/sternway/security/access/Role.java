package dev.sternway.security.access;

import static dev.sternway.security.access.Action.ALERTS;
import static dev.sternway.security.access.Action.ARM;
import static dev.sternway.security.access.Action.DECIDE;
import static dev.sternway.security.access.Action.DESIGN;
import static dev.sternway.security.access.Action.METRICS;
import static dev.sternway.security.access.Action.READ;
import static dev.sternway.security.access.Action.START;
import static dev.sternway.security.access.Action.WORK;

import dev.sternway.security.Groups;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the members of a group may do. A role that only plans name is a {@link #PARTICIPANT}. */
public enum Role {
    VIEWER(List.of("viewer"), READ, METRICS),
    OPS(List.of(Groups.OPS, Groups.DEPLOY_LEAD, Groups.DEVOPS_LEAD), READ, METRICS, ARM, START, DECIDE),
    DBA(List.of(Groups.DBA), READ, METRICS, ARM, START, DECIDE),
    APPROVER(List.of("approver"), READ, METRICS, DECIDE),
    LEADERSHIP(List.of(Groups.LEADERSHIP), READ, METRICS, START, DECIDE),
    DESIGNER(List.of(Groups.DESIGNER), READ, METRICS, DESIGN),
    ADMINISTRATOR(List.of(Groups.ADMIN), Action.values()),
    MACHINE(List.of(Groups.MACHINE), READ, METRICS, ALERTS, ARM, START, WORK),
    PARTICIPANT(List.of(), READ, DECIDE);

    private final List<String> groups;
    private final Set<Action> actions;

    Role(List<String> groups, Action... actions) {
        this.groups = groups;
        this.actions = EnumSet.noneOf(Action.class);
        this.actions.addAll(Arrays.asList(actions));
    }

    public List<String> groups() {
        return groups;
    }

    public boolean may(Action action) {
        return actions.contains(action);
    }

    /** As the documentation names it. */
    public String title() {
        return this == ADMINISTRATOR ? "admin" : name().toLowerCase(Locale.ROOT);
    }

    /** @return what the members of all these groups together may do; nothing for nobody's member and for the disabled */
    public static Set<Action> actions(Collection<String> groups) {
        Set<Action> all = EnumSet.noneOf(Action.class);
        if (!groups.contains(Groups.DISABLED)) {
            groups.stream()
                    .filter(group -> !group.equals(Groups.SINGLE_SIGN_ON))
                    .forEach(group -> all.addAll(of(group).actions));
        }
        return all;
    }

    static Role of(String group) {
        return Arrays.stream(values())
                .filter(role -> role.groups.contains(group))
                .findFirst()
                .orElse(PARTICIPANT);
    }
}
