package dev.sternway.process.tasklist;

import static org.operaton.bpm.engine.authorization.Authorization.AUTH_TYPE_GLOBAL;
import static org.operaton.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import dev.sternway.security.Groups;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.operaton.bpm.engine.AuthorizationService;
import org.operaton.bpm.engine.FilterService;
import org.operaton.bpm.engine.ManagementService;
import org.operaton.bpm.engine.TaskService;
import org.operaton.bpm.engine.authorization.Authorization;
import org.operaton.bpm.engine.authorization.Permissions;
import org.operaton.bpm.engine.authorization.Resources;
import org.operaton.bpm.engine.filter.Filter;
import org.operaton.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/** The lists that people find in Tasklist: each is made once, so that an administrator can change or delete it for good. */
@Component
public class TasklistFilters {
    private static final String MADE = "sternway.filters";
    private static final String VIEWER = "viewer";
    private static final int FIRST_OF_ROLES = 20;

    private final FilterService filters;
    private final TaskService tasks;
    private final AuthorizationService authorizations;
    private final ManagementService management;

    TasklistFilters(
            FilterService filters,
            TaskService tasks,
            AuthorizationService authorizations,
            ManagementService management) {
        this.filters = filters;
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.management = management;
    }

    /** @return whether no list existed before, as at the very first start */
    public boolean makeOnce() {
        boolean first = filters.createFilterQuery().count() == 0;
        if (first) {
            everybodys("Waiting for my groups", 0, mine());
            everybodys("All tasks", 10, tasks.createTaskQuery());
        }
        Set<String> made = new LinkedHashSet<>(
                List.of(management.getProperties().getOrDefault(MADE, "").split(",", -1)));
        made.remove("");
        for (String role : Groups.PEOPLE) {
            if (!role.equals(VIEWER) && made.add(role)) {
                forRole(role, FIRST_OF_ROLES + made.size());
                management.setProperty(MADE, String.join(",", made));
            }
        }
        return first;
    }

    private TaskQuery mine() {
        return tasks.createTaskQuery()
                .taskCandidateGroupInExpression("${currentUserGroups()}")
                .includeAssignedTasks();
    }

    private void everybodys(String name, int place, TaskQuery query) {
        Authorization all = authorizations.createNewAuthorization(AUTH_TYPE_GLOBAL);
        allowToRead(all, save(name, place, query));
    }

    private void forRole(String role, int place) {
        Authorization members = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
        members.setGroupId(role);
        TaskQuery query = tasks.createTaskQuery().taskCandidateGroup(role).includeAssignedTasks();
        allowToRead(members, save("Waiting for " + role, place, query));
    }

    private Filter save(String name, int place, TaskQuery query) {
        Filter filter = filters.newTaskFilter(name);
        filter.setQuery(query);
        filter.setProperties(Map.of(
                "priority",
                place,
                "refresh",
                true,
                "showUndefinedVariable",
                false,
                "variables",
                List.of(
                        Map.of("name", "planTitle", "label", "Release"),
                        Map.of("name", "environment", "label", "Environment"))));
        return filters.saveFilter(filter);
    }

    private void allowToRead(Authorization authorization, Filter filter) {
        authorization.setResource(Resources.FILTER);
        authorization.setResourceId(filter.getId());
        authorization.addPermission(Permissions.READ);
        authorizations.saveAuthorization(authorization);
    }
}
