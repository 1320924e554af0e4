package dev.sternway.cli.database;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.base.words.Counted;
import dev.sternway.cli.Cli;
import dev.sternway.cli.terminal.Terminal;
import dev.sternway.database.compare.Comparison;
import dev.sternway.database.compare.TableDifference;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares two PostgreSQL databases, or two MariaDB schemas, down to the keys that differ. */
@Command(
        name = "compare",
        description = {
            "Compares two PostgreSQL databases, or two MariaDB schemas, table by table, down to the keys of rows that differ.",
            "Changes nothing. Nobody writes to MariaDB schemas meanwhile, or what is told is not of one moment.",
            "Exits 0 when all tables are equal, 1 when some differ, 2 when they cannot be compared.",
            "Passwords: STERNWAY_TARGET_PASSWORD, or else PGPASSWORD or ~/.pgpass; STERNWAY_RIGHT_PASSWORD for the right one alone."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the same", "1:they differ", "2:the call is wrong, or cannot be answered"})
final class DatabaseCompare implements Callable<Integer> {
    private static final String LEFT_PASSWORD = "STERNWAY_TARGET_PASSWORD";

    @Option(
            names = "--left",
            required = true,
            paramLabel = "JDBC",
            description = "jdbc:postgresql://host:port/name or jdbc:mariadb://host:port/name")
    private String left = "";

    @Option(names = "--right", required = true, paramLabel = "JDBC", description = "The database to compare it with.")
    private String right = "";

    @Option(names = "--user", description = "User for both. Default: postgres, or root.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--right-user", description = "User for the right one, when it is another.")
    private Optional<String> rightUser = Optional.empty();

    @Option(names = "--table", paramLabel = "SCHEMA.TABLE", description = "Only this table; can be repeated.")
    private List<String> tables = List.of();

    @Option(names = "--keys", defaultValue = "20", description = "How many keys are shown for each table. Default: 20.")
    private int keys = 20;

    @Option(names = "--json", description = "One JSON object a table, and one for all.")
    private boolean json;

    @Option(names = "--progress", description = "Tell how far it is on standard error; always at a terminal.")
    private boolean progress;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (Work.OfProcess process = Work.ofThisProcess()) {
            return compare(process.work());
        }
    }

    private Integer compare(Work work) throws Exception {
        Ticker ticker = new Ticker(spec.commandLine().getErr(), Terminal.here(), progress);
        TwoDatabases comparison = TwoDatabases.of(
                new TwoDatabases.Place(left, user, password(LEFT_PASSWORD, "PGPASSWORD")),
                new TwoDatabases.Place(
                        right,
                        rightUser.isPresent() ? rightUser : user,
                        password("STERNWAY_RIGHT_PASSWORD", LEFT_PASSWORD, "PGPASSWORD")),
                ticker,
                work);
        List<String> wanted = tables.stream().map(comparison::full).toList();
        wanted.stream()
                .filter(it ->
                        !comparison.left().contains(it) && !comparison.right().contains(it))
                .findFirst()
                .ifPresent(it -> {
                    throw ProblemException.of(
                            "SW-0480",
                            "Neither database has a table " + it,
                            "--table",
                            "Known are " + comparison.left());
                });
        List<String> all = Stream.concat(comparison.left().stream(), comparison.right().stream())
                .filter(it -> wanted.isEmpty() || wanted.contains(it))
                .distinct()
                .sorted()
                .toList();
        int differing = 0;
        for (String table : all) {
            ticker.about(table);
            differing += comparison.left().contains(table) && comparison.right().contains(table)
                    ? common(comparison, ticker, table)
                    : alone(comparison, table);
        }
        end(all.size(), differing);
        return differing == 0 ? 0 : Cli.FINDINGS;
    }

    private int alone(TwoDatabases comparison, String table) {
        String side = comparison.left().contains(table) ? "left" : "right";
        if (json) {
            print(PlanMapper.json().createObjectNode().put("table", table).put("only", side));
        } else {
            out().println(table + ": only on the " + side);
        }
        return 1;
    }

    private int common(TwoDatabases comparison, Ticker ticker, String table) throws Exception {
        List<String> shown = new ArrayList<>();
        ArrayNode listed = PlanMapper.json().createArrayNode();
        Comparison.Compared found = comparison.compare(table, (side, key) -> {
            if (listed.size() < keys && !key.isEmpty()) {
                String where = where(side);
                shown.add("  " + where + " " + String.join(", ", key));
                listed.addObject()
                        .put("where", where)
                        .set("key", PlanMapper.json().valueToTree(key));
            }
        });
        ticker.rest();
        TableDifference difference = found.difference();
        if (json) {
            ObjectNode object = PlanMapper.json().createObjectNode();
            object.put("table", table).put("left-rows", found.leftRows()).put("right-rows", found.rightRows());
            object.put("only-left", difference.onlyLeft()).put("only-right", difference.onlyRight());
            object.put("changed", difference.changed());
            object.set("shape", PlanMapper.json().valueToTree(found.shape()));
            object.set("keys", listed);
            print(object);
        } else {
            out().println(table + ": " + said(found));
            found.shape().forEach(column -> out().println("  column " + column));
            shown.forEach(out()::println);
        }
        return difference.none() && found.shape().isEmpty() ? 0 : 1;
    }

    private static String said(Comparison.Compared found) {
        TableDifference difference = found.difference();
        return difference.none()
                ? "equal, " + Counted.of(found.leftRows(), "row")
                : Counted.of(difference.onlyLeft(), "row") + " only on the left, " + difference.onlyRight()
                        + " only on the right, " + difference.changed() + " changed; " + found.leftRows() + " and "
                        + Counted.of(found.rightRows(), "row");
    }

    private static String where(TableDifference.Side side) {
        return side == TableDifference.Side.CHANGED
                ? "changed"
                : "only-" + side.name().toLowerCase(Locale.ROOT);
    }

    private void end(int all, int differing) {
        if (json) {
            ObjectNode summary = PlanMapper.json().createObjectNode();
            summary.putObject("summary").put("tables", all).put("differing", differing);
            print(summary);
        } else {
            out().println(Counted.of(all, "table") + (differing == 0 ? ", all equal" : ", " + differing + " differ"));
        }
    }

    private void print(ObjectNode object) {
        out().println(object);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Optional<Secret> password(String... names) {
        return Stream.of(names)
                .map(System::getenv)
                .filter(it -> it != null && !it.isEmpty())
                .findFirst()
                .map(Secret::of);
    }
}
