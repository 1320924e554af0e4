package dev.sternway.store.hand;

import dev.sternway.run.hand.OpenTasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the engine's tables as they are, and writes nothing there. */
@Repository
class JdbcOpenTasks implements OpenTasks {
    private final JdbcClient jdbc;

    JdbcOpenTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<OpenTask> of(String runId) {
        return jdbc.sql("select t.id_, t.task_def_key_, t.name_, t.create_time_, t.assignee_ from act_ru_task t where"
                        + " exists (select 1 from act_ru_variable v where v.proc_inst_id_ = t.proc_inst_id_"
                        + " and v.name_ = 'runId' and v.text_ = ?) order by t.create_time_")
                .param(runId)
                .query(this::task)
                .list();
    }

    private OpenTask task(ResultSet row, int number) throws SQLException {
        String id = row.getString("id_");
        return new OpenTask(
                id,
                Optional.ofNullable(row.getString("task_def_key_")).orElse(""),
                Optional.ofNullable(row.getString("name_")).orElse(""),
                row.getTimestamp("create_time_").toInstant(),
                Optional.ofNullable(row.getString("assignee_")),
                jdbc.sql(
                                "select distinct group_id_ from act_ru_identitylink where task_id_ = ? and group_id_ is not null"
                                        + " order by group_id_")
                        .param(id)
                        .query(String.class)
                        .list());
    }
}
