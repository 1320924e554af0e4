package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.security.Groups;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.FilterService;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.RuntimeService;
import org.operaton.bpm.engine.TaskService;
import org.operaton.bpm.engine.filter.Filter;
import org.operaton.bpm.engine.task.Task;

/** What each role finds in Tasklist. */
class TasklistOfRolesTest {
    @TempDir
    private Path folder;

    @Test
    void everyRoleHasAListThatAnAdministratorMayChangeOrDeleteForGood() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder)) {
            FilterService filters = plans.bean(FilterService.class);
            assertThat(filters.createFilterQuery().list())
                    .extracting(Filter::getName)
                    .contains("Waiting for my groups", "All tasks")
                    .containsAll(Groups.PEOPLE.stream()
                            .filter(role -> !role.equals("viewer"))
                            .map(role -> "Waiting for " + role)
                            .toList());

            String rollback = plans.fire(plans.arm(Optional.empty()), "by-people");
            Task task = plans.task(rollback, "decide-what-to-do");
            assertThat(found(plans, "Waiting for deploy-lead")).containsExactly(task.getId());
            assertThat(found(plans, "Waiting for dba")).isEmpty();
            assertThat(seenBy(plans, "maria", "deploy-lead"))
                    .contains("Waiting for my groups", "Waiting for deploy-lead")
                    .doesNotContain("Waiting for dba");
            assertThat(task.getPriority()).isEqualTo(90);
            assertThat(task.getFollowUpDate()).isBetween(task.getCreateTime(), task.getDueDate());
            assertThat(task.getDueDate().getTime() - task.getFollowUpDate().getTime())
                    .as("half of the time is left")
                    .isCloseTo(
                            task.getFollowUpDate().getTime()
                                    - task.getCreateTime().getTime(),
                            org.assertj.core.data.Offset.offset(1000L));
            whatRemainsIsDueToo(plans);

            Filter changed = named(filters, "Waiting for dba");
            changed.setName("Databases, please");
            filters.saveFilter(changed);
            filters.deleteFilter(named(filters, "Waiting for support").getId());
        }
        try (ArmedPlans again = new ArmedPlans(folder)) {
            assertThat(again.bean(FilterService.class).createFilterQuery().list())
                    .extracting(Filter::getName)
                    .contains("Databases, please")
                    .doesNotContain("Waiting for dba", "Waiting for support")
                    .doesNotHaveDuplicates();
        }
    }

    private static void whatRemainsIsDueToo(ArmedPlans plans) {
        plans.bean(RuntimeService.class)
                .startProcessInstanceByKey(
                        "follow-up",
                        Map.of(
                                "runId", "rollback-1",
                                "followUpTitle", "Find the root cause",
                                "followUpOwner", "backend",
                                "followUpOwnerIsPerson", false,
                                "followUpDue", "2099-01-02T03:04:05.678901Z"));
        Task remains = plans.bean(TaskService.class)
                .createTaskQuery()
                .taskName("Find the root cause")
                .singleResult();
        assertThat(remains.getDueDate()).isEqualTo("2099-01-02T03:04:05.678Z");
        assertThat(remains.getFollowUpDate()).isBetween(remains.getCreateTime(), remains.getDueDate());
        assertThat(remains.getPriority()).isEqualTo(30);
        assertThat(plans.groups(remains)).containsExactly("backend");
    }

    private static List<String> seenBy(ArmedPlans plans, String person, String group) {
        IdentityService identity = plans.bean(IdentityService.class);
        identity.setAuthentication(person, List.of(group));
        try {
            return plans.bean(FilterService.class).createFilterQuery().list().stream()
                    .map(Filter::getName)
                    .toList();
        } finally {
            identity.clearAuthentication();
        }
    }

    private static List<String> found(ArmedPlans plans, String filter) {
        FilterService filters = plans.bean(FilterService.class);
        return filters.<Task>list(named(filters, filter).getId()).stream()
                .map(Task::getId)
                .toList();
    }

    private static Filter named(FilterService filters, String name) {
        return filters.createFilterQuery().filterName(name).singleResult();
    }
}
