package dev.sternway.executor;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Snapshots of a guard: a file in its workspace, and a keepsake with the file's digest. */
public final class Snapshots {
    private Snapshots() {}

    public static void keep(StepContext context, String database, String name, Snapshot snapshot) throws IOException {
        byte[] content = snapshot.json().getBytes(StandardCharsets.UTF_8);
        Path file = file(context, database, name);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        context.keepsakes().keep(key(database, name), Digest.of(content));
    }

    /** @throws ProblemException SW-0414 when there is none of that name, or its file was changed */
    public static Snapshot read(StepContext context, String database, String name) throws IOException {
        Path file = file(context, database, name);
        String digest = context.keepsakes().find(key(database, name)).orElse("");
        if (digest.isEmpty() || !Files.exists(file)) {
            throw ProblemException.of(
                    "SW-0414",
                    "There is no snapshot '" + name + "' of " + database,
                    file.toString(),
                    "Take it with database/fingerprint");
        }
        byte[] content = Files.readAllBytes(file);
        if (!Digest.of(content).equals(digest)) {
            throw ProblemException.of(
                    "SW-0414",
                    "The snapshot '" + name + "' was changed",
                    file.toString(),
                    "Do not trust it; arm again");
        }
        return Snapshot.parse(content);
    }

    /** Notes tables whose content the scripts of a way back write themselves, before they commit. */
    public static void wrote(StepContext context, String database, Set<String> tables) {
        Set<String> all = new TreeSet<>(written(context, database));
        all.addAll(tables);
        if (!all.isEmpty()) {
            context.keepsakes().keep("written/" + database, String.join("\n", all));
        }
    }

    /** Tables of {@link #wrote}, by schema and name: they are meant to differ from what they held before the scripts. */
    public static Set<String> written(StepContext context, String database) {
        return context.keepsakes()
                .find("written/" + database)
                .map(text -> text.lines().collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new);
    }

    /** Notes tables whose content a migration changes that a tool takes back in sessions of its own. */
    public static void rehearsedWrites(StepContext context, String database, Set<String> tables) {
        context.keepsakes().keep("rehearsed-writes/" + database, String.join("\n", tables));
    }

    /** Tables of {@link #rehearsedWrites(StepContext, String, Set)}, by schema and name. */
    public static Set<String> rehearsedWrites(StepContext context, String database) {
        return context.keepsakes()
                .find("rehearsed-writes/" + database)
                .map(text -> text.lines().collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new);
    }

    private static String key(String database, String name) {
        return "snapshot/" + database + "/" + name;
    }

    private static Path file(StepContext context, String database, String name) {
        return context.workspace().resolve("snapshot-" + database + "-" + name + ".json");
    }
}
