package dev.sternway.cli.database;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.compare.Comparison;
import dev.sternway.database.compare.TableDifference;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.compare.SchemaComparison;
import java.util.List;
import java.util.Optional;

/** Two databases of one kind, side by side. */
interface TwoDatabases {
    /** Where one of them is. */
    record Place(String url, Optional<String> user, Optional<Secret> password) {}

    List<String> left();

    List<String> right();

    Comparison.Compared compare(String table, TableDifference.Sink sink) throws Exception;

    /** The table's whole name, as {@link #left} has it. */
    String full(String table);

    /** @param work what PostgreSQL's sessions belong to */
    static TwoDatabases of(Place left, Place right, Progress progress, Work work) throws Exception {
        if (MariaAccess.isMeant(left.url()) != MariaAccess.isMeant(right.url())) {
            throw ProblemException.of(
                    "SW-0688",
                    "Both sides must be of one kind: two PostgreSQL databases, or two MariaDB schemas",
                    "--left, --right",
                    "Give both as jdbc:postgresql://… or both as jdbc:mariadb://…");
        }
        return MariaAccess.isMeant(left.url())
                ? mariaDb(
                        MariaAccess.of(left.url(), left.user(), left.password()),
                        MariaAccess.of(right.url(), right.user(), right.password()),
                        progress)
                : postgres(
                        DatabaseAccess.of(left.url(), left.user(), left.password())
                                .during(work),
                        DatabaseAccess.of(right.url(), right.user(), right.password())
                                .during(work),
                        progress);
    }

    private static TwoDatabases postgres(DatabaseAccess left, DatabaseAccess right, Progress progress)
            throws Exception {
        Comparison comparison = new Comparison(left::connect, right::connect, progress);
        return new TwoDatabases() {
            @Override
            public List<String> left() {
                return comparison.left();
            }

            @Override
            public List<String> right() {
                return comparison.right();
            }

            @Override
            public Comparison.Compared compare(String table, TableDifference.Sink sink) throws Exception {
                return comparison.compare(table, sink);
            }

            @Override
            public String full(String table) {
                return table.contains(".") ? table : "public." + table;
            }
        };
    }

    private static TwoDatabases mariaDb(MariaAccess left, MariaAccess right, Progress progress) throws Exception {
        SchemaComparison comparison = new SchemaComparison(left::connect, right::connect, progress);
        return new TwoDatabases() {
            @Override
            public List<String> left() {
                return List.copyOf(comparison.left().tables().keySet());
            }

            @Override
            public List<String> right() {
                return List.copyOf(comparison.right().tables().keySet());
            }

            @Override
            public Comparison.Compared compare(String table, TableDifference.Sink sink) throws Exception {
                return comparison.compare(table, sink);
            }

            @Override
            public String full(String table) {
                return table;
            }
        };
    }
}
