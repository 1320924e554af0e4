package dev.sternway.store;

import dev.sternway.ledger.Receipt;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.step.Receipts;
import dev.sternway.run.underway.Underway;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcReceipts implements Receipts, Underway {
    private static final int LONGEST = 400;
    private static final int LONGEST_REASON = 2200;
    private static final String INSERT =
            "insert into sternway.receipt (run_id, phase, activity, position, attempt, step, uses,"
                    + " inputs_digest, state, owner, started_at, estimate_millis, evidence, output)";
    private static final String SAME = " where run_id = ? and phase = ? and activity = ? and position = ?";
    private static final String OPEN = SAME + " and attempt = ? and state = 'STARTED'";

    private final JdbcClient jdbc;

    JdbcReceipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRED)
    public boolean start(Receipt receipt) {
        try {
            jdbc.sql(INSERT + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', '')")
                    .params(columns(receipt))
                    .update();
            return true;
        } catch (DuplicateKeyException another) {
            return false;
        }
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRED)
    public boolean startFirst(Receipt receipt) {
        return startIf(receipt, "", List.of());
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRED)
    public boolean startFollowing(Receipt receipt, String task) {
        return startIf(
                receipt,
                " and exists (select 1 from act_ru_ext_task where id_ = ? and worker_id_ = ? and suspension_state_ = 1)",
                List.of(task, receipt.owner()));
    }

    private boolean startIf(Receipt receipt, String alsoIf, List<String> with) {
        List<@Nullable Object> all = columns(receipt);
        all.addAll(List.of(receipt.runId(), receipt.phase(), receipt.activity(), receipt.index()));
        all.addAll(with);
        try {
            return jdbc.sql(INSERT
                                    + " select ?, ?, ?, cast(? as int), cast(? as int), ?, ?, ?, ?, ?,"
                                    + " cast(? as timestamp with time zone), cast(? as bigint), '{}', ''"
                                    + " where not exists (select 1 from sternway.receipt" + SAME + ")" + alsoIf)
                            .params(all)
                            .update()
                    == 1;
        } catch (DuplicateKeyException another) {
            return false;
        }
    }

    private static List<@Nullable Object> columns(Receipt receipt) {
        return new ArrayList<>(Arrays.asList(
                receipt.runId(),
                receipt.phase(),
                receipt.activity(),
                receipt.index(),
                receipt.attempt(),
                receipt.step(),
                receipt.uses(),
                receipt.inputsDigest(),
                receipt.state().name(),
                receipt.owner(),
                Times.column(receipt.startedAt()),
                receipt.estimate().map(Duration::toMillis).orElse(null)));
    }

    @Override
    public boolean end(Receipt receipt) {
        return jdbc.sql("update sternway.receipt set state = ?, ended_at = ?, evidence = ?, output = ?, problem = ?"
                                + SAME + " and attempt = ? and owner = ? and state = 'STARTED'")
                        .params(
                                receipt.state().name(),
                                receipt.endedAt().map(Times::column).orElse(null),
                                Json.text(receipt.evidence()),
                                receipt.output(),
                                receipt.problem().map(Json::text).orElse(null),
                                receipt.runId(),
                                receipt.phase(),
                                receipt.activity(),
                                receipt.index(),
                                receipt.attempt(),
                                receipt.owner())
                        .update()
                == 1;
    }

    @Override
    public boolean owned(Receipt receipt) {
        return last(new StepRef(
                        receipt.runId(),
                        dev.sternway.plan.Phase.valueOf(receipt.phase()),
                        dev.sternway.plan.Activity.valueOf(receipt.activity()),
                        receipt.index()))
                .filter(last -> last.attempt() == receipt.attempt())
                .filter(last -> last.owner().equals(receipt.owner()))
                .filter(last -> last.state() == Receipt.State.STARTED)
                .isPresent();
    }

    @Override
    public Optional<Receipt> last(StepRef ref) {
        return jdbc.sql("select * from sternway.receipt" + SAME + " order by attempt desc limit 1")
                .params(ref.runId(), ref.phase().name(), ref.activity().name(), ref.index())
                .query(JdbcReceipts::receipt)
                .optional();
    }

    @Override
    public String version(String runId) {
        return jdbc.sql(
                        "select count(*), max(started_at), max(ended_at), max(case when state = 'STARTED' then progress end),"
                                + " max(case when state = 'STARTED' then right(output, 80) end)"
                                + " from sternway.receipt where run_id = ?")
                .param(runId)
                .query((row, number) -> row.getLong(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                        + row.getString(4) + " " + row.getString(5))
                .single();
    }

    @Override
    public List<Receipt> of(String runId) {
        return jdbc.sql("select * from sternway.receipt where run_id = ? order by started_at, position, attempt")
                .param(runId)
                .query(JdbcReceipts::receipt)
                .list();
    }

    @Override
    public List<Open> open(String runId) {
        return jdbc.sql("select * from sternway.receipt where run_id = ? and state = 'STARTED'"
                        + " order by started_at, position, attempt")
                .param(runId)
                .query((row, number) -> new Open(
                        receipt(row, number),
                        Optional.ofNullable(row.getString("progress")).orElse(""),
                        Optional.ofNullable(row.getString("cancelled_by"))))
                .list();
    }

    @Override
    public Optional<String> note(Receipt open, String progress, String printed) {
        jdbc.sql("update sternway.receipt set progress = ?, output = ?" + OPEN
                        + " and owner = ? and (coalesce(progress, '') <> ? or output <> ?)")
                .params(
                        cut(progress, LONGEST),
                        printed,
                        open.runId(),
                        open.phase(),
                        open.activity(),
                        open.index(),
                        open.attempt(),
                        open.owner(),
                        cut(progress, LONGEST),
                        printed)
                .update();
        return jdbc.sql("select cancelled_by from sternway.receipt" + OPEN + " and cancelled_by is not null")
                .params(open.runId(), open.phase(), open.activity(), open.index(), open.attempt())
                .query(String.class)
                .optional();
    }

    @Override
    public boolean wantCancelled(Receipt open, String who) {
        return jdbc.sql("update sternway.receipt set cancelled_by = ?" + OPEN + " and cancelled_by is null")
                        .params(
                                cut(who, LONGEST_REASON),
                                open.runId(),
                                open.phase(),
                                open.activity(),
                                open.index(),
                                open.attempt())
                        .update()
                == 1;
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    private static Receipt receipt(ResultSet row, int number) throws SQLException {
        return new Receipt(
                row.getString("run_id"),
                row.getString("phase"),
                row.getString("activity"),
                row.getInt("position"),
                row.getInt("attempt"),
                row.getString("step"),
                row.getString("uses"),
                row.getString("inputs_digest"),
                Receipt.State.valueOf(row.getString("state")),
                row.getString("owner"),
                Times.required(row, "started_at"),
                Times.optional(row, "ended_at"),
                Optional.ofNullable(row.getObject("estimate_millis", Long.class))
                        .map(Duration::ofMillis),
                Json.facts(row.getString("evidence")),
                row.getString("output"),
                Json.problem(row.getString("problem")));
    }
}
