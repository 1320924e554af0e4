package dev.sternway.bench;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes what rollbacks of past years would have left behind: the engine's history, receipts and ledger. */
final class OldHistory {
    private static final int STEPS = 20;
    private static final int ENTRIES = 60;
    private static final String AT = "timestamp '2024-01-01 00:00:00'";

    private OldHistory() {}

    /** @param rows of the engine's history together; receipts and the ledger come on top, about as many again */
    static void write(JdbcClient jdbc, int rows) {
        boolean h2 = jdbc.sql("select count(*) from information_schema.schemata where schema_name = 'INFORMATION_SCHEMA'")
                        .query(Long.class)
                        .single()
                > 0;
        Rows write = new Rows(jdbc, h2);
        write.into(
                "ACT_HI_PROCINST",
                "ID_, PROC_INST_ID_, PROC_DEF_KEY_, PROC_DEF_ID_, START_TIME_, END_TIME_, DURATION_, ROOT_PROC_INST_ID_, STATE_",
                "'old-' || n, 'old-' || n, 'step', 'step:0:old', " + AT + ", " + AT + ", 10, 'old-' || n, 'COMPLETED'",
                rows / 20);
        write.into(
                "ACT_HI_ACTINST",
                "ID_, PARENT_ACT_INST_ID_, PROC_DEF_KEY_, PROC_DEF_ID_, ROOT_PROC_INST_ID_, PROC_INST_ID_, EXECUTION_ID_, ACT_ID_,"
                        + " ACT_NAME_, ACT_TYPE_, START_TIME_, END_TIME_, DURATION_, ACT_INST_STATE_, SEQUENCE_COUNTER_",
                "'old-' || n, 'old-' || (n / 8), 'step', 'step:0:old', 'old-' || (n / 8), 'old-' || (n / 8), 'old-' || (n / 8),"
                        + " 'run-step', 'Probe, run and verify', 'serviceTask', " + AT + ", " + AT + ", 10, 4, 1",
                rows * 2 / 5);
        write.into(
                "ACT_HI_VARINST",
                "ID_, PROC_DEF_KEY_, PROC_DEF_ID_, ROOT_PROC_INST_ID_, PROC_INST_ID_, EXECUTION_ID_, ACT_INST_ID_, NAME_, VAR_TYPE_,"
                        + " CREATE_TIME_, REV_, TEXT_, STATE_",
                "'old-' || n, 'step', 'step:0:old', 'old-' || (n / 6), 'old-' || (n / 6), 'old-' || (n / 6), 'old-' || (n / 6),"
                        + " 'activity', 'string', " + AT + ", 0, 'restore-code', 'CREATED'",
                rows * 3 / 10);
        write.into(
                "ACT_HI_DETAIL",
                "ID_, TYPE_, PROC_DEF_KEY_, PROC_DEF_ID_, ROOT_PROC_INST_ID_, PROC_INST_ID_, EXECUTION_ID_, ACT_INST_ID_,"
                        + " VAR_INST_ID_, NAME_, VAR_TYPE_, REV_, TIME_, TEXT_, SEQUENCE_COUNTER_",
                "'old-' || n, 'VariableUpdate', 'step', 'step:0:old', 'old-' || (n / 4), 'old-' || (n / 4), 'old-' || (n / 4),"
                        + " 'old-' || (n / 4), 'old-' || n, 'activity', 'string', 0, " + AT + ", 'restore-code', 1",
                rows / 5);
        write.into(
                "ACT_HI_TASKINST",
                "ID_, TASK_DEF_KEY_, PROC_DEF_KEY_, PROC_DEF_ID_, ROOT_PROC_INST_ID_, PROC_INST_ID_, EXECUTION_ID_, ACT_INST_ID_,"
                        + " NAME_, START_TIME_, END_TIME_, DURATION_, DELETE_REASON_, PRIORITY_",
                "'old-' || n, 'confirm-rollback', 'validation', 'validation:0:old', 'old-' || n, 'old-' || n, 'old-' || n,"
                        + " 'old-' || n, 'Confirm the rollback', " + AT + ", " + AT + ", 10, 'completed', 50",
                rows / 20);
        ours(jdbc, write, rows);
    }

    private static void ours(JdbcClient jdbc, Rows write, int rows) {
        int rollbacks = Math.max(1, rows / (STEPS + ENTRIES));
        jdbc.sql("insert into sternway.guard (id, plan_id, revision, digest, environment, state, requested_by, requested_at)"
                        + " select 'guard-old', 'old', 1, max(digest), 'bench', 'RELEASED', 'bench', " + AT
                        + " from sternway.bundle")
                .update();
        write.into(
                "sternway.rollback",
                "id, guard_id, plan_id, environment, reason, data_damaged, requested_by, state, level, requested_at,"
                        + " first_action_at, ended_at",
                "'rollback-old-' || n, 'guard-old', 'old', 'bench', 'It was broken', false, 'bench', 'ROLLED_BACK', 'CODE_ONLY', "
                        + AT + ", " + AT + ", " + AT,
                rollbacks);
        write.into(
                "sternway.receipt",
                "run_id, phase, activity, position, attempt, step, uses, inputs_digest, state, owner, started_at, ended_at,"
                        + " evidence, output",
                "'rollback-old-' || (n / 20), 'RESTORATION', 'RESTORE_CODE', n % 20, 1, 'Step', 'command/run', 'old', 'DONE',"
                        + " 'old', " + AT + ", " + AT + ", '{}', ''",
                rollbacks * STEPS);
        write.into(
                "sternway.ledger",
                "run_id, sequence, at, actor, kind, text, detail, previous_hash, hash",
                "'rollback-old-' || (n / 60), n % 60, " + AT + ", 'old', 'STEP_ENDED', 'Step: DONE', '{}', 'old', 'old'",
                rollbacks * ENTRIES);
    }

    private record Rows(JdbcClient jdbc, boolean h2) {
        void into(String table, String columns, String values, int rows) {
            String numbers = h2
                    ? "(select x as n from system_range(1, " + rows + ")) r"
                    : "generate_series(1, " + rows + ") n";
            jdbc.sql("insert into " + table + " (" + columns + ") select " + values + " from " + numbers)
                    .update();
        }
    }
}
