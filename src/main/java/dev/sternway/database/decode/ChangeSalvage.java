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

/** Writes every change that a slot holds into a compressed file, in order; memory stays flat. */
public final class ChangeSalvage {
    private static final ObjectMapper JSON = Json.exact();
    private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint");

    private ChangeSalvage() {}

    /** @param afterLsn place in the log at which the copy was made; what came before is in the copy */
    public static Manifest.Part take(ChangeSlot slot, String afterLsn, Path file, LongConsumer progress)
            throws Exception {
        MessageDigest digest = Digest.sha256();
        Map<String, Long> highest = new TreeMap<>();
        long[] count = {0};
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest)),
                StandardCharsets.UTF_8))) {
            slot.read(afterLsn, (transaction, change) -> {
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
        }
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
            if (value.isPresent() && WHOLE.contains(change.types().get(column))) {
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
