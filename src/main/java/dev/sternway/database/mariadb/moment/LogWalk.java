package dev.sternway.database.mariadb.moment;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.MariadbGtidEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventHeaderV4Deserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.FormatDescriptionEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.MariadbGtidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.RotateEventDataDeserializer;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import dev.sternway.base.Secret;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.log.BinlogPlace;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Goes through the log event by event, over the network as a replica would, without reading what rows hold. */
final class LogWalk extends BinaryLogClient.AbstractLifecycleListener {
    /** It tells of every connection. */
    private static final Logger CLIENT = Logger.getLogger(BinaryLogClient.class.getName());

    static {
        CLIENT.setLevel(Level.WARNING);
    }

    /** Nothing of a transaction stands before these that is not wholly there. */
    private static final Set<EventType> BETWEEN = Set.of(
            EventType.MARIADB_GTID,
            EventType.ROTATE,
            EventType.STOP,
            EventType.FORMAT_DESCRIPTION,
            EventType.MARIADB_GTID_LIST,
            EventType.BINLOG_CHECKPOINT);

    private final BinaryLogClient client;
    private final BinlogPlace end;
    private final Predicate<Seen> wanted;
    private String file;
    private boolean ended;
    private @Nullable Seen found;
    private @Nullable Exception failure;

    /**
     * An event.
     *
     * @param place where it begins
     * @param boundary no transaction is cut in two here
     * @param seconds since 1970, by the server's clock
     * @param gtid of the transaction that begins here; empty for other events
     */
    record Seen(BinlogPlace place, boolean boundary, long seconds, String gtid) {
        boolean begins() {
            return !gtid.isEmpty();
        }
    }

    private LogWalk(MariaAccess server, BinlogPlace from, BinlogPlace end, Predicate<Seen> wanted) {
        this.end = end;
        this.wanted = wanted;
        this.file = from.file();
        this.client = new BinaryLogClient(
                server.host(),
                server.port(),
                server.user(),
                server.password().map(Secret::reveal).orElse(""));
        client.setSSLMode(SSLMode.PREFERRED);
        client.setBlocking(false);
        client.setKeepAlive(false);
        client.setBinlogFilename(from.file());
        client.setBinlogPosition(from.offset());
        client.setEventDeserializer(deserializer());
        client.registerEventListener(this::event);
        client.registerLifecycleListener(this);
    }

    /** The first event between the places that is wanted. @throws IOException when the log cannot be read up to the end */
    static Optional<Seen> first(MariaAccess server, BinlogPlace from, BinlogPlace end, Predicate<Seen> wanted)
            throws IOException {
        if (from.compareTo(end) >= 0) {
            return Optional.empty();
        }
        LogWalk walk = new LogWalk(server, from, end, wanted);
        walk.client.connect();
        if (walk.failure != null) {
            throw new IOException(walk.failure.getMessage(), walk.failure);
        }
        if (walk.found == null && !walk.ended) {
            throw new IOException("it ended before " + end);
        }
        return Optional.ofNullable(walk.found);
    }

    @SuppressWarnings("rawtypes")
    private static EventDeserializer deserializer() {
        // the deserializer adds to both
        Map<EventType, EventDataDeserializer> kinds = new EnumMap<>(EventType.class);
        kinds.put(EventType.FORMAT_DESCRIPTION, new FormatDescriptionEventDataDeserializer());
        kinds.put(EventType.ROTATE, new RotateEventDataDeserializer());
        kinds.put(EventType.MARIADB_GTID, new MariadbGtidEventDataDeserializer());
        return new EventDeserializer(
                new EventHeaderV4Deserializer(), new NullEventDataDeserializer(), kinds, new HashMap<>());
    }

    private void event(Event event) {
        if (failure != null || ended || found != null) {
            return;
        }
        EventHeaderV4 header = event.getHeader();
        if (header.getNextPosition() > 0) {
            Seen seen = new Seen(
                    new BinlogPlace(file, header.getPosition()),
                    BETWEEN.contains(header.getEventType()),
                    header.getTimestamp() / 1000,
                    event.getData() instanceof MariadbGtidEventData gtid
                            ? gtid.getDomainId() + "-" + header.getServerId() + "-" + gtid.getSequence()
                            : "");
            if (wanted.test(seen)) {
                found = seen;
            }
            ended = new BinlogPlace(file, header.getNextPosition()).compareTo(end) >= 0;
        }
        if (event.getData() instanceof RotateEventData next) {
            file = next.getBinlogFilename();
        }
        if (ended || found != null) {
            stop();
        }
    }

    private void stop() {
        try {
            client.disconnect();
        } catch (IOException gone) {
            ended = true;
        }
    }

    @Override
    public void onEventDeserializationFailure(BinaryLogClient reader, Exception e) {
        failed(e);
    }

    @Override
    public void onCommunicationFailure(BinaryLogClient reader, Exception e) {
        failed(e);
    }

    private void failed(Exception e) {
        if (failure == null && !ended && found == null) {
            failure = e;
            stop();
        }
    }
}
