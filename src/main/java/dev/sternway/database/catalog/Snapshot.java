package dev.sternway.database.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.yaml.PlanMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Schema and content of a database at one moment, small enough to keep. */
public record Snapshot(SchemaSnapshot schema, List<Fingerprint> tables) {
    public static Snapshot of(Connection connection) throws SQLException {
        return of(connection, Fingerprints.on(connection));
    }

    public static Snapshot of(Connection connection, Fingerprints fingerprints) throws SQLException {
        return new Snapshot(SchemaSnapshot.of(connection), fingerprints.of(Fingerprint.columns(connection)));
    }

    /** Fingerprints of only those tables and columns that this snapshot has; what is gone is left out. */
    public Snapshot sameColumns(Connection connection, Fingerprints fingerprints) throws SQLException {
        return new Snapshot(SchemaSnapshot.of(connection), fingerprints.of(whole(connection, new ArrayList<>())));
    }

    public List<String> contentDifference(Connection connection) throws SQLException {
        return contentDifference(connection, Fingerprints.on(connection));
    }

    /** What differs in the content, one sentence a table; tables that this snapshot does not have do not count. */
    public List<String> contentDifference(Connection connection, Fingerprints fingerprints) throws SQLException {
        List<String> differences = new ArrayList<>();
        int way = tables.stream().mapToInt(Fingerprint::way).findFirst().orElse(RowHash.NOW);
        for (Fingerprint now : fingerprints.of(whole(connection, differences), way)) {
            Fingerprint table = table(now.table()).orElseThrow();
            if (!now.equals(table)) {
                differences.add("table " + table.table() + " has other content: " + table.rows() + " rows before, "
                        + now.rows() + " now" + (now.rows() == table.rows() ? ", values differ" : ""));
            }
        }
        return differences;
    }

    /** The same without the content of some tables. */
    public Snapshot without(Set<String> names) {
        return new Snapshot(
                schema,
                tables.stream().filter(table -> !names.contains(table.table())).toList());
    }

    /** Columns of this snapshot's tables that still have all of them; the others are named in {@code broken}. */
    private Map<String, List<String>> whole(Connection connection, List<String> broken) throws SQLException {
        Map<String, List<String>> whole = new TreeMap<>();
        Map<String, List<String>> there = Fingerprint.columns(connection);
        for (Fingerprint table : tables) {
            List<String> now = there.get(table.table());
            if (now == null) {
                broken.add("table " + table.table() + " is gone");
                continue;
            }
            List<String> missing = new ArrayList<>(table.columns());
            missing.removeAll(now);
            if (missing.isEmpty()) {
                whole.put(table.table(), table.columns());
            } else {
                broken.add("table " + table.table() + " lacks " + missing);
            }
        }
        return whole;
    }

    public Optional<Fingerprint> table(String name) {
        return tables.stream().filter(table -> table.table().equals(name)).findFirst();
    }

    public String json() {
        try {
            return PlanMapper.json().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws ProblemException SW-0403 when the text is no snapshot */
    public static Snapshot parse(byte[] json) {
        try {
            return PlanMapper.json().readValue(json, Snapshot.class);
        } catch (java.io.IOException e) {
            throw ProblemException.of("SW-0403", "The snapshot cannot be read", "", "Arm again");
        }
    }
}
