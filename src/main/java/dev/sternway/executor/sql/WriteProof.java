package dev.sternway.executor.sql;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proves, before scripts commit, that they wrote no more than they name: in every table that they write, columns that no
 * script names keep their values row by row, no row goes that no script deletes, and rows that were as at arming stay so.
 */
public final class WriteProof {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Pattern WRITES =
            Pattern.compile("\\b(update|insert|delete|merge|truncate|copy)\\b|\\balter\\b.*\\btype\\b", Pattern.DOTALL);
    private static final Pattern DELETES = Pattern.compile("\\b(delete|truncate|merge|drop)\\b");

    private final Connection connection;
    private final Optional<Supplier<Connection>> armed;
    private final String text;
    private final Set<String> words;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, String> evidence = new TreeMap<>();

    /**
     * Runs scripts in the connection's transaction, proves what they wrote and notes the tables for the comparison that follows.
     *
     * @param database the target
     * @param texts what the scripts say; columns and tables named there may be written
     * @return evidence
     * @throws ProblemException SW-0571 when they wrote too much; the transaction is to be rolled back
     */
    public static Map<String, String> of(
            StepContext context, String database, Connection connection, List<String> texts, Scripts scripts)
            throws SQLException {
        Footprint footprint = Footprint.before(connection);
        DatabaseAccess live = TargetDatabase.of(context, database);
        try (ScriptWatch watch = ScriptWatch.begin(context, live, connection, texts)) {
            Map<String, String> evidence =
                    new WriteProof(connection, texts, armed(context, database, live)).run(scripts, footprint);
            Snapshots.wrote(context, database, footprint.tables());
            return evidence;
        }
    }

    private static Optional<Supplier<Connection>> armed(StepContext context, String database, DatabaseAccess live)
            throws SQLException {
        Optional<String> clone = context.keepsakes().find("clone/" + database);
        return clone.isPresent() && live.exists(clone.get())
                ? Optional.of(live.other(clone.get())::connect)
                : Optional.empty();
    }

    /** @param armed the state at arming, where a copy is kept */
    private WriteProof(Connection connection, List<String> scripts, Optional<Supplier<Connection>> armed) {
        this.connection = connection;
        this.armed = armed;
        this.text = String.join("\n;\n", scripts).toLowerCase(Locale.ROOT);
        this.words = words(text);
    }

    /** What runs in the transaction, perhaps twice. */
    @FunctionalInterface
    public interface Scripts {
        void run() throws SQLException;
    }

    /** Runs the scripts, a second time where they wrote a table that was not expected, which undoes the first. */
    private Map<String, String> run(Scripts scripts, Footprint footprint) throws SQLException {
        List<String> there = Fingerprint.tables(connection);
        Set<String> imaged = expected(there);
        while (true) {
            Savepoint start = connection.setSavepoint();
            Map<String, RowImage> images = images(imaged);
            scripts.run();
            Set<String> written = footprint.tables();
            Set<String> unseen = new TreeSet<>(written);
            unseen.retainAll(there);
            if (imaged.containsAll(unseen)) {
                written.retainAll(Fingerprint.tables(connection));
                prove(written, images);
                return evidence;
            }
            connection.rollback(start);
            imaged.addAll(unseen);
        }
    }

    /** Tables that a writing statement names; a wrong guess costs time only. */
    private Set<String> expected(List<String> tables) {
        Set<String> named = new HashSet<>();
        for (String statement : text.split(";")) {
            if (WRITES.matcher(statement).find()) {
                named.addAll(words(statement));
            }
        }
        Set<String> expected = new TreeSet<>();
        tables.stream().filter(table -> named.contains(simple(table))).forEach(expected::add);
        return expected;
    }

    private Map<String, RowImage> images(Set<String> tables) throws SQLException {
        Map<String, RowImage> images = new HashMap<>();
        if (tables.isEmpty()) {
            return images;
        }
        Optional<Connection> copy = armed.map(Supplier::get);
        try {
            for (String table : tables) {
                List<String> columns = copy.isPresent() ? Fingerprint.columns(copy.get(), table) : List.of();
                RowImage image = RowImage.take(connection, table, images.size(), this::names, columns);
                if (copy.isPresent()) {
                    image.armed(copy.get());
                }
                images.put(table, image);
            }
        } finally {
            if (copy.isPresent()) {
                copy.get().close();
            }
        }
        return images;
    }

    private void prove(Set<String> written, Map<String, RowImage> images) throws SQLException {
        for (String table : written) {
            RowImage image = images.get(table);
            if (image == null) {
                evidence.put("wrote " + table, "new or renamed, not compared");
                continue;
            }
            RowImage.Difference found = image.difference();
            judge(table, found);
            evidence.put(
                    "wrote " + table,
                    found.rewritten() + " rows, " + found.added() + " added, " + found.removed()
                            + " removed; all else equal row by row");
        }
        if (!wrong.isEmpty()) {
            throw ProblemException.of(
                    "SW-0571",
                    "The scripts write more than they name, and were rolled back: " + String.join("; ", wrong),
                    String.join(", ", written),
                    "Mend the scripts; name in a comment what a trigger of theirs is meant to write");
        }
    }

    private void judge(String table, RowImage.Difference found) {
        String first = found.first().isEmpty() ? "" : ", first key " + found.first();
        if (!found.gone().isEmpty()) {
            wrong.add(table + " lost columns that no script names: " + found.gone());
        }
        if (found.disturbed() > 0) {
            wrong.add(found.disturbed() + " rows of " + table + " have other values in columns that no script names"
                    + first);
        }
        if (found.removed() > 0
                && !(words.contains(simple(table)) && DELETES.matcher(text).find())) {
            wrong.add(found.removed() + " rows of " + table + " are gone, and no script deletes from it" + first);
        }
        if (found.overreached() > 0) {
            wrong.add(found.overreached() + " rows of " + table + " were as at arming and are so no more" + first);
        }
    }

    private boolean names(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return words.contains(lower) || !WORD.matcher(lower).matches() && text.contains(lower);
    }

    private static String simple(String table) {
        return table.substring(table.indexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }
}
