package dev.sternway.planner.golden;

import dev.sternway.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Says whether a database is the same as before to those who use it: {@code pg_dump}, catalog facts that it leaves out, and every row.
 * The order of a table's columns and what stands in the salvage schema do not count; a materialized view may have been refreshed.
 */
public final class Judge {
    /**
     * One look at a database.
     *
     * @param things what there is, by kind and name
     * @param fresh for materialized views: what a refresh would put into them
     */
    public record Sight(Map<String, String> things, Map<String, String> fresh) {
        public Sight {
            things = Map.copyOf(things);
            fresh = Map.copyOf(fresh);
        }
    }

    private Judge() {}

    public static Sight see(String database) {
        CompletableFuture<Map<String, String>> dump = CompletableFuture.supplyAsync(() -> SchemaDump.of(database));
        Map<String, String> things = new TreeMap<>();
        Map<String, String> fresh = new TreeMap<>();
        try (Connection connection = PostgresServer.connect(database)) {
            CatalogFacts.read(connection, things);
            TableRows.read(connection, things, fresh);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        things.putAll(dump.join());
        return new Sight(things, fresh);
    }

    /** What is not as before, one line for each thing; empty when the two are the same. */
    public static List<String> differences(Sight before, Sight after) {
        List<String> differences = new ArrayList<>();
        Set<String> names = new TreeSet<>(before.things.keySet());
        names.addAll(after.things.keySet());
        for (String name : names) {
            String old = before.things.getOrDefault(name, "");
            String now = after.things.getOrDefault(name, "");
            if (!old.equals(now) && !now.equals(after.fresh.get(name))) {
                differences.add(name + ": " + lines(old, now));
            }
        }
        return differences;
    }

    /** As {@link #differences}, but for sequences that stand further on than before: nobody draws a number twice from those. */
    public static List<String> harmful(Sight before, Sight after) {
        return differences(before, after).stream()
                .filter(line ->
                        !line.startsWith("sequence ") || !isAhead(line.substring(0, line.indexOf(": ")), before, after))
                .toList();
    }

    private static boolean isAhead(String sequence, Sight before, Sight after) {
        String then = before.things.get(sequence);
        String now = after.things.get(sequence);
        return then != null && now != null && next(now) >= next(then);
    }

    private static long next(String state) {
        String[] parts = state.split(" ");
        return Long.parseLong(parts[0]) + (parts[1].equals("true") ? 1 : 0);
    }

    private static String lines(String old, String now) {
        List<String> lost = new ArrayList<>(old.lines().toList());
        List<String> gained = new ArrayList<>();
        now.lines().filter(line -> !lost.remove(line)).forEach(gained::add);
        return "lost " + some(lost) + ", gained " + some(gained);
    }

    private static String some(List<String> lines) {
        return lines.size() <= 3 ? lines.toString() : lines.subList(0, 3) + " and " + (lines.size() - 3) + " more";
    }
}
