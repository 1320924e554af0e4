package dev.sternway.database.decode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Digest;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.salvage.Manifest;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;

/** Writes every change that a log holds into a compressed file, in order; memory stays flat. */
public final class ChangeSalvage {
    private static final ObjectMapper JSON = Json.exact();
    /** Of unsigned ones too; what is longer than a long counts nothing. */
    private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint", "tinyint", "mediumint", "int");

    private static final int LONGEST = 19;

    private ChangeSalvage() {}

    /** A log of committed writes. */
    public interface Source {
        /** Takes every change that was committed after a place in the log; nothing is consumed, so it can be asked again. */
        void read(String after, Sink sink) throws Exception;
    }

    /** Takes changes in the order of their commits. */
    public interface Sink {
        /** @param transaction its number, as the server counts */
        void change(long transaction, Change change) throws Exception;
    }

    /** @param after place in the log at which the copy was made; what came before is in the copy */
    public static Manifest.Part take(Source log, String after, Path file, LongConsumer progress) throws Exception {
        MessageDigest digest = Digest.sha256();
        Map<String, Long> highest = new TreeMap<>();
        long[] count = {0};
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(unfinished), digest)),
                StandardCharsets.UTF_8))) {
            log.read(after, (transaction, change) -> {
                if (change.table().startsWith("sternway_salvage")) {
                    return;
                }
                count[0]++;
                note(change, highest);
                out.write(JSON.writeValueAsString(new ChangeLine(
                        count[0],
                        transaction,
                        change.kind(),
                        change.table(),
                        change.types(),
                        object(change.key(), change.types()),
                        object(change.row(), change.types()))));
                out.newLine();
                if (count[0] % 10_000 == 0) {
                    progress.accept(count[0]);
                }
            });
        } catch (Exception failed) {
            Files.deleteIfExists(unfinished);
            throw failed;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return new Manifest.Part(
                Manifest.Mode.CHANGES,
                "",
                List.of(),
                List.of(),
                String.valueOf(file.getFileName()),
                HexFormat.of().formatHex(digest.digest()),
                count[0],
                0,
                highest);
    }

    private static void note(Change change, Map<String, Long> highest) {
        change.row().forEach((column, value) -> {
            String type = String.valueOf(change.types().get(column)).replace(" unsigned", "");
            if (value.isPresent() && WHOLE.contains(type) && value.get().length() < LONGEST) {
                highest.merge(change.table() + "." + column, Long.parseLong(value.get()), Math::max);
            }
        });
    }

    private static ObjectNode object(Map<String, Optional<String>> values, Map<String, String> types) throws Exception {
        ObjectNode object = JSON.createObjectNode();
        for (Map.Entry<String, Optional<String>> value : values.entrySet()) {
            String type = types.getOrDefault(value.getKey(), "");
            if (value.getValue().isEmpty()) {
                object.putNull(value.getKey());
            } else if (type.equals("json") || type.equals("jsonb")) {
                object.set(value.getKey(), JSON.readTree(value.getValue().get()));
            } else {
                object.put(value.getKey(), value.getValue().get());
            }
        }
        return object;
    }
}
