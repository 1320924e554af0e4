package dev.sternway.planner.content;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where every sequence stands, identity columns' included, by object identifier. */
public record Sequences(Map<Long, State> states) {
    private static final String NAMES =
            "select c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_class c"
                    + " join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and n.nspname !~ '^(pg_|sternway_salvage)'";

    /** @param name qualified and quoted */
    public record State(String name, long last, boolean called) {}

    public static Sequences of(Connection connection) throws SQLException {
        Map<Long, State> states = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            List<String> queries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(NAMES)) {
                while (rows.next()) {
                    queries.add("select " + rows.getLong(1) + "::bigint, '"
                            + rows.getString(2).replace("'", "''") + "', last_value, is_called from "
                            + rows.getString(2));
                }
            }
            if (!queries.isEmpty()) {
                try (ResultSet rows = statement.executeQuery(String.join(" union all ", queries))) {
                    while (rows.next()) {
                        states.put(rows.getLong(1), new State(rows.getString(2), rows.getLong(3), rows.getBoolean(4)));
                    }
                }
            }
        }
        return new Sequences(Map.copyOf(states));
    }

    /** A rolled back transaction leaves sequences where they are; this puts them back. */
    public void putBack(Connection connection) throws SQLException {
        Sequences now = of(connection);
        for (Map.Entry<Long, State> state : states.entrySet()) {
            if (!state.getValue().equals(now.states().get(state.getKey()))) {
                try (var set = connection.prepareStatement("select setval(?::oid::regclass, ?, ?)")) {
                    set.setLong(1, state.getKey());
                    set.setLong(2, state.getValue().last());
                    set.setBoolean(3, state.getValue().called());
                    set.execute();
                }
            }
        }
    }

    /** The same for sequences that stand further back: they would give numbers out again. One that is ahead harms nobody. */
    public List<String> behind(Sequences later) {
        Map<String, State> named = new TreeMap<>();
        later.states().values().forEach(state -> named.put(state.name(), state));
        Map<Long, State> kept = new TreeMap<>();
        states.forEach((oid, state) -> {
            State there = named.get(state.name());
            if (there != null
                    && (there.last() < state.last()
                            || there.last() == state.last() && state.called() && !there.called())) {
                kept.put(oid, state);
            }
        });
        return new Sequences(kept).difference(later);
    }

    /** One sentence for each sequence that stands elsewhere, by name. */
    public List<String> difference(Sequences later) {
        Map<String, State> named = new TreeMap<>();
        later.states().values().forEach(state -> named.put(state.name(), state));
        List<String> difference = new ArrayList<>();
        states.values().forEach(state -> {
            State there = named.get(state.name());
            if (there != null && !there.equals(state)) {
                difference.add("sequence " + state.name() + ": " + state.last() + (state.called() ? "" : " not called")
                        + " before, " + there.last() + (there.called() ? "" : " not called") + " after");
            }
        });
        return difference;
    }
}
