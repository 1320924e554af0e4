package dev.sternway.database.mariadb.compare;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.compare.Comparison.Compared;
import dev.sternway.database.compare.TableDifference;
import dev.sternway.database.compare.TableDifference.Side;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Two schemas, table by table: first by fingerprint, then, where those differ, by key. Nobody writes to them meanwhile. */
public final class SchemaComparison {
    private static final long TOLD_EVERY = 0x3ffff;

    private final Supplier<Connection> leftDoor;
    private final Supplier<Connection> rightDoor;
    private final Progress progress;
    private final Catalog left;
    private final Catalog right;

    public SchemaComparison(Supplier<Connection> left, Supplier<Connection> right, Progress progress)
            throws SQLException {
        this.leftDoor = left;
        this.rightDoor = right;
        this.progress = progress;
        try (Connection here = left.get();
                Connection there = right.get()) {
            this.left = CatalogReader.read(here);
            this.right = CatalogReader.read(there);
        }
    }

    public Catalog left() {
        return left;
    }

    public Catalog right() {
        return right;
    }

    /** Tables of both, in alphabetical order. */
    public List<String> common() {
        return left.tables().keySet().stream()
                .filter(right.tables()::containsKey)
                .toList();
    }

    /** Columns of both that hold what was written, with the same type. */
    public List<Column> columns(String table) {
        TableShape other = right.table(table).orElseThrow();
        return left.table(table).orElseThrow().written().stream()
                .filter(it -> other.written().stream()
                        .anyMatch(same ->
                                same.name().equals(it.name()) && same.type().equals(it.type())))
                .toList();
    }

    /** The columns that tell the rows of both apart; none when there is no such key. */
    public List<Column> key(String table) {
        return RowKey.common(left.table(table).orElseThrow(), right.table(table).orElseThrow())
                .columns();
    }

    /** Those of the tables whose content differs over {@link #columns}. */
    public List<String> differing(Collection<String> tables) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        tables.forEach(table -> columns.put(
                table, columns(table).stream().map(Column::name).sorted().toList()));
        List<Fingerprint> before = Content.still(leftDoor, progress).fingerprints(columns);
        return Content.still(rightDoor, progress).fingerprints(columns).stream()
                .filter(it -> !before.contains(it))
                .map(Fingerprint::table)
                .toList();
    }

    /** One table down to its keys, unless the fingerprints are equal already. */
    public Compared compare(String table, TableDifference.Sink sink) throws Exception {
        List<Column> columns = columns(table);
        Map<String, List<String>> named =
                Map.of(table, columns.stream().map(Column::name).sorted().toList());
        Fingerprint before =
                Content.still(leftDoor, progress).fingerprints(named).get(0);
        Fingerprint after =
                Content.still(rightDoor, progress).fingerprints(named).get(0);
        TableDifference difference = before.equals(after)
                ? new TableDifference(0, 0, 0, 0)
                : rows(table, columns, key(table), Quote.name(table), sink);
        return new Compared(table, shape(table, columns), before.rows(), after.rows(), difference);
    }

    /**
     * Rows that differ, two streams merged. Memory stays flat, whatever the size.
     *
     * @param from what the right side is read from: the table, or a query in brackets with a name
     */
    public TableDifference rows(
            String table, List<Column> columns, List<Column> key, String from, TableDifference.Sink sink)
            throws Exception {
        RowKey order = new RowKey(key);
        try (Connection here = leftDoor.get();
                Connection there = rightDoor.get()) {
            RowHash.settle(here);
            RowHash.settle(there);
            try (KeyStream one = new KeyStream(here, order, RowHash.of(here, columns), Quote.name(table));
                    KeyStream other = new KeyStream(there, order, RowHash.of(there, columns), from)) {
                return merge(one, other, sink);
            }
        }
    }

    private TableDifference merge(KeyStream left, KeyStream right, TableDifference.Sink sink) throws Exception {
        long onlyLeft = 0;
        long onlyRight = 0;
        long changed = 0;
        for (long step = 1; left.present() || right.present(); step++) {
            int order = !left.present() ? 1 : !right.present() ? -1 : left.compare(right);
            if (order < 0) {
                onlyLeft++;
                sink.differs(Side.LEFT, left.key());
            } else if (order > 0) {
                onlyRight++;
                sink.differs(Side.RIGHT, right.key());
            } else if (!left.sameHash(right)) {
                changed++;
                sink.differs(Side.CHANGED, left.key());
            }
            if (order <= 0) {
                left.next();
            }
            if (order >= 0) {
                right.next();
            }
            if ((step & TOLD_EVERY) == 0) {
                progress.at(left.read() + right.read(), left.read() + right.read(), "rows");
            }
        }
        return new TableDifference(onlyLeft, onlyRight, changed, left.read() + right.read());
    }

    private List<String> shape(String table, List<Column> compared) {
        List<String> shape = new ArrayList<>();
        left.table(table).orElseThrow().written().stream()
                .filter(it -> !compared.contains(it))
                .forEach(it -> shape.add("- " + it.name() + " " + it.type()));
        List<String> names = compared.stream().map(Column::name).toList();
        right.table(table).orElseThrow().written().stream()
                .filter(it -> !names.contains(it.name()))
                .forEach(it -> shape.add("+ " + it.name() + " " + it.type()));
        return shape;
    }
}
