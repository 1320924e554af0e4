package dev.sternway.database.mariadb.catalog;

/**
 * A view, trigger, routine, event or sequence.
 *
 * @param head the statement that makes it; of a trigger what stands before its body
 * @param body of a trigger, otherwise empty
 * @param mode the sql_mode it runs under; empty for views and sequences
 * @param client character set and collation of the session that made it, parted by a blank; empty for sequences
 * @param table that a trigger belongs to, otherwise empty
 * @param slot of a trigger, for example {@code AFTER INSERT}
 * @param order of a trigger among those of its table and slot, from 1
 */
public record StoredObject(
        Kind kind,
        String name,
        String head,
        String body,
        String mode,
        String client,
        String table,
        String slot,
        int order) {
    /** In the order in which they are made again. */
    public enum Kind {
        SEQUENCE,
        FUNCTION,
        PROCEDURE,
        VIEW,
        TRIGGER,
        EVENT
    }

    public String key() {
        return kind + " " + name;
    }

    public String create() {
        return head + body;
    }
}
