package dev.sternway.executor.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.Psql;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/** A query in a read-only transaction, and what it must answer. */
public final class CheckSql implements Executor<CheckSql.Inputs> {
    private static final int SECONDS = 60;
    private static final int MOST_ROWS = 100_000;
    private static final String READ_ONLY = "25006";

    /** The question and the one thing that is expected of the answer. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription("Query; it runs in a read-only transaction.") @NotBlank
            String query,

            @JsonPropertyDescription("First value of the first row, as the database writes it.")
            Optional<String> expect,

            @JsonPropertyDescription("Number of rows.") @JsonProperty("expect-rows")
            Optional<@Min(0) @Max(MOST_ROWS) Integer> expectRows) {
        /** Either, not both: a check that expects nothing proves nothing. */
        @AssertTrue(message = "give either expect or expect-rows")
        boolean isExpectation() {
            return expect.isPresent() != expectRows.isPresent();
        }
    }

    @Override
    public String uses() {
        return "check/sql";
    }

    @Override
    public String summary() {
        return "Checks the answer of a query: its first value or its number of rows.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    @Override
    public boolean onlyReads() {
        return true;
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Outcome.Thrown, StepContext.LeaseLost {
        AskedDatabase database = new AskedDatabase(context, inputs.database());
        try (Connection connection = database.connect()) {
            TargetDatabase.onlyRead(connection, database.isMariaDb());
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(SECONDS);
                statement.setMaxRows(MOST_ROWS + 1);
                statement.setFetchSize(1000);
                try (ResultSet rows = statement.executeQuery(inputs.query())) {
                    return judged(inputs, rows);
                }
            }
        } catch (SQLException failure) {
            context.stillMine();
            return READ_ONLY.equals(failure.getSQLState())
                    ? wouldChange(inputs)
                    : database.failed(inputs.query(), failure);
        }
    }

    private static Outcome judged(Inputs inputs, ResultSet rows) throws SQLException {
        String found = inputs.expectRows().isPresent() ? count(rows) : value(rows);
        String expected = inputs.expectRows()
                .map(number -> number + " rows")
                .or(inputs::expect)
                .orElse("");
        return found.equals(expected)
                ? Outcome.done(Map.of("query", inputs.query(), "answer", found))
                : Outcome.failed(
                        "SW-0521",
                        "The query answers " + found + ", expected " + expected + ": " + inputs.query(),
                        inputs.database(),
                        "Look at the rows it finds before going on");
    }

    private static String count(ResultSet rows) throws SQLException {
        int number = 0;
        while (rows.next()) {
            number++;
        }
        return number + " rows";
    }

    private static String value(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return "no row";
        }
        String value = rows.getString(1);
        return value == null ? "NULL" : value;
    }

    private static Outcome wouldChange(Inputs inputs) {
        return Outcome.refused(
                "SW-0522",
                "The query would change data: " + inputs.query(),
                inputs.database(),
                "Correct the query in the plan");
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        Psql psql = Psql.of(inputs.database(), setting.target(inputs.database()));
        String query = inputs.query().strip().replaceFirst(";+$", "");
        String expected = inputs.expectRows()
                .map(number -> number + " rows")
                .or(inputs::expect)
                .orElse("");
        String asks = inputs.expectRows().isPresent() ? "rows_found " : "first_value ";
        return Optional.of(ShellStep.of(
                        "asks " + psql.database() + ": " + query + "; expects " + expected,
                        Shell.fed("cat >\"$work/query.sql\"", query + "\n;") + "\nanswer=$(" + asks + psql.words()
                                + ")\n" + "answers " + Shell.quoted(expected) + " \"$answer\"",
                        psql.needs().and(Needs.functions(CheckSql.class, "query.sh")))
                .probing("return 1"));
    }
}
