package dev.sternway.database.decode;

import java.util.Map;
import java.util.Optional;

/**
 * One committed write, as the log has it.
 *
 * @param types by column, as the server names them
 * @param key old values, where the log tells them: of PostgreSQL the old key's, of deletes and of updates that change the key; of
 *     MariaDB the whole old row of every delete and update
 * @param row values by column; a large value that an update left alone is missing
 */
public record Change(
        Kind kind,
        String table,
        Map<String, String> types,
        Map<String, Optional<String>> key,
        Map<String, Optional<String>> row) {
    /** What was done. */
    public enum Kind {
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE
    }
}
