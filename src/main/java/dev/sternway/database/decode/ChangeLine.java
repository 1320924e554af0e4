package dev.sternway.database.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One change in a salvage file.
 *
 * @param change number in the order of commits, from 1
 * @param transaction the server's number of it; a bad one can be left out of a replay
 * @param types by column
 * @param key old values of the key, where the log had them; on MariaDB of the whole row
 * @param row values by column: text as the server writes it, JSON as it is
 */
public record ChangeLine(
        long change,
        long transaction,
        Change.Kind kind,
        String table,
        Map<String, String> types,
        JsonNode key,
        JsonNode row) {}
