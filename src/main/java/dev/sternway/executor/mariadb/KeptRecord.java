package dev.sternway.executor.mariadb;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A record of a guard that is too long for a keepsake: a file in its workspace, and a keepsake with the file's digest. */
public final class KeptRecord<T extends Record> {
    private final StepContext context;
    private final String key;
    private final Path file;
    private final Class<T> type;

    public KeptRecord(StepContext context, String what, String database, Class<T> type) {
        this.context = context;
        this.key = what + "/" + database;
        this.file = context.workspace().resolve(what + "-" + database + ".json");
        this.type = type;
    }

    public void keep(T value) throws IOException {
        byte[] content = PlanMapper.json().writeValueAsBytes(value);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(context.workspace());
        Files.write(fresh, content);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        context.keepsakes().keep(key, Digest.of(content));
    }

    /** @throws ProblemException SW-0592 when the file is missing or was changed */
    public Optional<T> find() throws IOException {
        Optional<String> digest = context.keepsakes().find(key);
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        if (!Digest.of(content).equals(digest.get())) {
            throw ProblemException.of(
                    "SW-0592",
                    "What the guard noted about the schema is missing or was changed",
                    file.toString(),
                    "Put the file back; restore by hand from " + context.backups() + " otherwise");
        }
        return Optional.of(PlanMapper.json().readValue(content, type));
    }

    public void forget() throws IOException {
        context.keepsakes().forget(key);
        Files.deleteIfExists(file);
    }
}
