package dev.sternway.database.mariadb.log;

import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.FormatDescriptionEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.MariadbGtidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.QueryEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.RotateEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.TableMapEventDataDeserializer;
import java.util.EnumMap;
import java.util.Map;

/** What reads which event of the log; all others are passed over. */
final class EventKinds {
    private EventKinds() {}

    @SuppressWarnings("rawtypes")
    static Map<EventType, EventDataDeserializer> of(Map<Long, TableMapEventData> tables, String schema) {
        Map<EventType, EventDataDeserializer> kinds = new EnumMap<>(EventType.class);
        kinds.put(EventType.FORMAT_DESCRIPTION, new FormatDescriptionEventDataDeserializer());
        kinds.put(EventType.ROTATE, new RotateEventDataDeserializer());
        kinds.put(EventType.QUERY, new QueryEventDataDeserializer());
        kinds.put(EventType.TABLE_MAP, new TableMapEventDataDeserializer());
        kinds.put(EventType.MARIADB_GTID, new MariadbGtidEventDataDeserializer());
        kinds.put(EventType.WRITE_ROWS, new RowImages(tables, schema, false, true, false));
        kinds.put(EventType.UPDATE_ROWS, new RowImages(tables, schema, true, true, false));
        kinds.put(EventType.DELETE_ROWS, new RowImages(tables, schema, true, false, false));
        kinds.put(EventType.EXT_WRITE_ROWS, new RowImages(tables, schema, false, true, true));
        kinds.put(EventType.EXT_UPDATE_ROWS, new RowImages(tables, schema, true, true, true));
        kinds.put(EventType.EXT_DELETE_ROWS, new RowImages(tables, schema, true, false, true));
        return kinds;
    }
}
