package dev.sternway.store.trace;

import dev.sternway.run.trace.EngineHistory;
import dev.sternway.run.trace.TracingOn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the engine's tables as they are, by their indexes, and writes nothing there. */
@Repository
@Conditional(TracingOn.class)
class JdbcEngineHistory implements EngineHistory {
    private final JdbcClient jdbc;

    JdbcEngineHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Told of(String runId) {
        return jdbc
                .sql("select id_ from act_hi_procinst where business_key_ = ? and super_process_instance_id_ is null"
                        + " order by start_time_")
                .param(runId)
                .query(String.class)
                .list()
                .stream()
                .findFirst()
                .map(process -> new Told(stages(process), tasks(process)))
                .orElseGet(() -> new Told(List.of(), List.of()));
    }

    private List<Stage> stages(String process) {
        return jdbc.sql(
                        "select act_id_, act_name_, min(start_time_) began, max(end_time_) ended,"
                                + " count(*) - count(end_time_) goes_on from act_hi_actinst"
                                + " where proc_inst_id_ = ? and act_type_ = 'callActivity' group by act_id_, act_name_ order by began")
                .param(process)
                .query((row, number) -> new Stage(
                        row.getString("act_id_"),
                        name(row, "act_name_", row.getString("act_id_")),
                        row.getTimestamp("began").toInstant(),
                        row.getInt("goes_on") > 0 ? Optional.empty() : instant(row, "ended")))
                .list();
    }

    private List<Task> tasks(String process) {
        Map<String, String> callers = pairs(
                "select id_, super_process_instance_id_ from act_hi_procinst where root_proc_inst_id_ = ?", process);
        Map<String, String> stages =
                pairs("select call_proc_inst_id_, act_id_ from act_hi_actinst where proc_inst_id_ = ?", process);
        Map<String, String> steps = pairs(
                "select proc_inst_id_, text_ from act_hi_varinst where root_proc_inst_id_ = ? and name_ = 'stepName'",
                process);
        Map<String, List<String>> groups = groups(process);
        return jdbc.sql("select id_, name_, task_def_key_, proc_inst_id_, start_time_, end_time_, delete_reason_"
                        + " from act_hi_taskinst where root_proc_inst_id_ = ? order by start_time_, id_")
                .param(process)
                .query((row, number) -> new Task(
                        row.getString("id_"),
                        name(row, "name_", row.getString("task_def_key_")),
                        stage(row.getString("proc_inst_id_"), callers, stages),
                        Optional.ofNullable(steps.get(row.getString("proc_inst_id_"))),
                        groups.getOrDefault(row.getString("id_"), List.of()),
                        row.getTimestamp("start_time_").toInstant(),
                        instant(row, "end_time_"),
                        "completed".equals(row.getString("delete_reason_"))))
                .list();
    }

    /** Up from diagram to diagram, to the one that the run's own calls. */
    private static Optional<String> stage(String process, Map<String, String> callers, Map<String, String> stages) {
        String at = process;
        while (at != null && !stages.containsKey(at)) {
            at = callers.get(at);
        }
        return Optional.ofNullable(at).map(stages::get);
    }

    private Map<String, String> pairs(String query, String process) {
        Map<String, String> pairs = new HashMap<>();
        jdbc.sql(query).param(process).query(row -> {
            if (row.getString(1) != null && row.getString(2) != null) {
                pairs.put(row.getString(1), row.getString(2));
            }
        });
        return pairs;
    }

    private Map<String, List<String>> groups(String process) {
        Map<String, List<String>> groups = new HashMap<>();
        jdbc.sql("select distinct task_id_, group_id_ from act_hi_identitylink where root_proc_inst_id_ = ?"
                        + " and task_id_ is not null and group_id_ is not null and operation_type_ = 'add'"
                        + " order by group_id_")
                .param(process)
                .query(row -> {
                    groups.computeIfAbsent(row.getString(1), task -> new ArrayList<>())
                            .add(row.getString(2));
                });
        return groups;
    }

    private static String name(ResultSet row, String column, String otherwise) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse(otherwise);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
