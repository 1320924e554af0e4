package dev.sternway.database.mariadb.integrity;

import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AUTO_INCREMENT of tables, and sequences that a column's default takes its numbers from. */
public final class Counters {
    private static final Pattern NEXT = Pattern.compile("(?i)DEFAULT nextval\\(`((?:[^`]|``)+)`\\)");

    private final Connection connection;
    private final Catalog catalog;
    private final Map<String, Long> taken;
    private final Map<String, Long> seen;

    /** @param taken highest numbers by {@code table.column} that are taken though no row shows them */
    public Counters(Connection connection, Catalog catalog, Map<String, Long> taken) {
        this(connection, catalog, taken, Map.of());
    }

    /** @param seen next numbers of tables and sequences below which clients may have seen any */
    public Counters(Connection connection, Catalog catalog, Map<String, Long> taken, Map<String, Long> seen) {
        this.connection = connection;
        this.catalog = catalog;
        this.taken = Map.copyOf(taken);
        this.seen = Map.copyOf(seen);
    }

    /**
     * @param sequence where the numbers come from; empty for AUTO_INCREMENT
     * @param next number that the next row would get
     * @param highest number that is taken
     */
    public record Counter(String table, String column, Optional<String> sequence, long next, long highest) {
        public boolean lags() {
            return next <= highest;
        }

        public String name() {
            return sequence.map(it -> "sequence " + it).orElse("AUTO_INCREMENT of " + table);
        }
    }

    public List<Counter> lagging() throws SQLException {
        List<Counter> found = new ArrayList<>();
        all().stream().filter(Counter::lags).forEach(found::add);
        catalog.stored().stream()
                .filter(this::behind)
                .map(it -> new Counter(
                        "",
                        "",
                        Optional.of(it.name()),
                        catalog.counters().getOrDefault(it.name(), 1L),
                        seen.getOrDefault(it.name(), 1L)))
                .forEach(found::add);
        return found;
    }

    /** A sequence that would give numbers once more. */
    private boolean behind(StoredObject object) {
        long next = catalog.counters().getOrDefault(object.name(), 1L);
        long ahead = seen.getOrDefault(object.name(), next);
        return object.kind() == StoredObject.Kind.SEQUENCE
                && (object.head().contains("increment by -") ? next > ahead : next < ahead);
    }

    /** @return how many were moved; a sequence is never moved back */
    public int move() throws SQLException {
        int moved = 0;
        for (StoredObject sequence : catalog.stored()) {
            if (behind(sequence)) {
                Sql.column(
                        connection,
                        "SELECT SETVAL(" + Quote.name(sequence.name()) + ", " + seen.get(sequence.name()) + ", 0)");
                moved++;
            }
        }
        for (Counter counter : all()) {
            if (counter.sequence().isPresent()) {
                String set = "SELECT SETVAL(" + Quote.name(counter.sequence().get()) + ", " + counter.highest() + ")";
                moved += counter.highest() > 0 && Sql.column(connection, set).get(0) != null ? 1 : 0;
            } else if (counter.lags()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("ALTER TABLE " + Quote.name(counter.table()) + " AUTO_INCREMENT = "
                            + (counter.highest() + 1));
                }
                moved++;
            }
        }
        return moved;
    }

    /** Whether some numbers come from sequences, whose cache hides how far they are. */
    public boolean hasSequences() throws SQLException {
        return all().stream().anyMatch(counter -> counter.sequence().isPresent());
    }

    private List<Counter> all() throws SQLException {
        List<Counter> found = new ArrayList<>();
        for (TableShape table : catalog.tables().values()) {
            for (Column column : table.columns().values()) {
                Matcher next = NEXT.matcher(column.definition());
                if (column.counts()) {
                    found.add(counter(
                            table, column, Optional.empty(), catalog.counters().getOrDefault(table.name(), 1L)));
                } else if (next.find()) {
                    String sequence = next.group(1).replace("``", "`");
                    if (catalog.object(StoredObject.Kind.SEQUENCE, sequence).isPresent()) {
                        found.add(counter(
                                table,
                                column,
                                Optional.of(sequence),
                                catalog.counters().getOrDefault(sequence, 1L)));
                    }
                }
            }
        }
        return found;
    }

    private Counter counter(TableShape table, Column column, Optional<String> sequence, long next) throws SQLException {
        String highest =
                "SELECT COALESCE(FLOOR(MAX(" + Quote.name(column.name()) + ")), 0) FROM " + Quote.name(table.name());
        long waiting = taken.getOrDefault(table.name() + "." + column.name(), 0L);
        long given = sequence.isPresent() ? 0 : seen.getOrDefault(table.name(), 1L) - 1;
        return new Counter(
                table.name(),
                column.name(),
                sequence,
                next,
                Math.max(Math.max(given, waiting), Sql.number(connection, highest)));
    }
}
