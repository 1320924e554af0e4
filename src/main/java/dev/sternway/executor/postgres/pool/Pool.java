package dev.sternway.executor.postgres.pool;

import dev.sternway.database.DatabaseAccess;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A name under which clients reach a database through the pooler. */
record Pool(String name, boolean paused) {
    /** By the database's name; where the pooler knows several servers with such a database, by the port as well. */
    static List<Pool> of(Console console, DatabaseAccess live) throws IOException, InterruptedException {
        List<Map<String, String>> named = console.show("DATABASES").stream()
                .filter(row -> live.name().equals(row.get("database")))
                .toList();
        boolean several = named.stream()
                        .map(row -> row.get("host") + ":" + row.get("port"))
                        .distinct()
                        .count()
                > 1;
        return named.stream()
                .filter(row -> !several || String.valueOf(live.port()).equals(row.get("port")))
                .map(row -> new Pool(row.getOrDefault("name", ""), "1".equals(row.get("paused"))))
                .toList();
    }
}
