package dev.sternway.executor.check;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.integrity.Soundness;
import dev.sternway.database.integrity.Soundness.Check;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.integrity.SchemaChecks;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks a database whether it is sound, and whether what the application relies on holds. */
public final class CheckIntegrity implements Executor<CheckIntegrity.Inputs> {
    private static final int SHOWN = 8;
    private static final int MOST_ROWS = 100;

    /** What is checked. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "What to check; all but amcheck-rows when left out. amcheck is skipped where the extension cannot be had; on mariadb it is CHECK TABLE, with rows EXTENDED.")
            List<Check> checks,

            @JsonPropertyDescription("Queries that tell whether what the application relies on holds.") @Valid
            List<Assertion> assertions) {
        public Inputs {
            checks = checks == null || checks.isEmpty()
                    ? List.of(
                            Check.FOREIGN_KEYS,
                            Check.INDEXES,
                            Check.CONSTRAINTS,
                            Check.SEQUENCES,
                            Check.ENCODING,
                            Check.AMCHECK)
                    : List.copyOf(checks);
            assertions = assertions == null ? List.of() : List.copyOf(assertions);
        }
    }

    /** One query in a read-only transaction. */
    public record Assertion(
            @JsonPropertyDescription("What holds, in words.") @NotBlank
            String name,

            @JsonPropertyDescription("Query; without expect, each row it finds is a violation.") @NotBlank
            String query,

            @JsonPropertyDescription("First value of the first row.")
            Optional<String> expect) {}

    @Override
    public String uses() {
        return "check/integrity";
    }

    @Override
    public String summary() {
        return "Checks foreign keys, indexes, constraints, sequences, encoding, pages and the plan's own assertions.";
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
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, String> evidence = new LinkedHashMap<>();
        int total = inputs.checks().size() + inputs.assertions().size();
        int done = 0;
        AskedDatabase database = new AskedDatabase(context, inputs.database());
        boolean mariaDb = database.isMariaDb();
        String asked = "";
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            for (Check check : inputs.checks()) {
                context.stillMine();
                asked = check.name().toLowerCase(Locale.ROOT).replace('_', '-');
                Soundness found = mariaDb
                        ? SchemaChecks.of(connection, CatalogReader.read(connection), check)
                        : Soundness.of(connection, check);
                connection.rollback();
                String name = asked;
                found.notes().forEach(note -> context.print(name + ": " + note));
                evidence.put(name, said(found));
                wrong.addAll(found.problems());
                context.progress(++done, total, "checks");
            }
            TargetDatabase.onlyRead(connection, mariaDb);
            for (Assertion assertion : inputs.assertions()) {
                context.stillMine();
                asked = assertion.name();
                Optional<String> broken = broken(connection, assertion, database);
                connection.rollback();
                evidence.put(assertion.name(), broken.isEmpty() ? "holds" : "does not hold");
                broken.ifPresent(how -> wrong.add("'" + assertion.name() + "' does not hold: " + how));
                context.progress(++done, total, "checks");
            }
        } catch (SQLException failure) {
            context.stillMine();
            if (database.isDenied(failure) || database.isAway(failure)) {
                return database.failed(asked, failure);
            }
            throw failure;
        }
        wrong.forEach(context::print);
        if (wrong.isEmpty()) {
            return Outcome.done(evidence);
        }
        List<String> shown = wrong.subList(0, Math.min(SHOWN, wrong.size()));
        return new Outcome.Failed(
                new Problem(
                        "SW-0523",
                        "The database is not sound: " + String.join("; ", shown)
                                + (wrong.size() > SHOWN ? "; and " + (wrong.size() - SHOWN) + " more" : ""),
                        inputs.database(),
                        "Repair what the output names, or restore the tables, then check again"),
                true);
    }

    private static String said(Soundness found) {
        String problems =
                found.problems().isEmpty() ? "sound" : found.problems().size() + " problems";
        return found.notes().isEmpty() ? problems : problems + "; " + String.join("; ", found.notes());
    }

    private static Optional<String> broken(Connection connection, Assertion assertion, AskedDatabase database)
            throws SQLException {
        try (Statement limit = connection.createStatement()) {
            limit.execute(
                    database.isMariaDb()
                            ? "set session max_statement_time = 600"
                            : "set local statement_timeout = '10min'");
            List<String> found = Sql.column(
                    connection, "select * from (" + text(assertion) + "\n) assertion limit " + (MOST_ROWS + 1));
            if (assertion.expect().isPresent()) {
                String answer = found.isEmpty() ? "no row" : String.valueOf(found.get(0));
                return answer.equals(assertion.expect().get())
                        ? Optional.empty()
                        : Optional.of("the answer is " + answer + ", expected "
                                + assertion.expect().get());
            }
            String number = found.size() > MOST_ROWS ? "more than " + MOST_ROWS : String.valueOf(found.size());
            return found.isEmpty() ? Optional.empty() : Optional.of(number + " rows, the first is " + found.get(0));
        } catch (SQLException failure) {
            if (database.isDenied(failure) || database.isAway(failure)) {
                throw failure;
            }
            throw ProblemException.of(
                    "SW-0524",
                    "The query of '" + assertion.name() + "' failed: "
                            + String.valueOf(failure.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    assertion.query(),
                    "Correct the query in the plan");
        }
    }

    private static String text(Assertion assertion) {
        return assertion.query().strip().replaceFirst(";+$", "");
    }
}
