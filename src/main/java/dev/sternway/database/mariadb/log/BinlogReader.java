package dev.sternway.database.mariadb.log;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventHeaderV4Deserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.database.decode.ChangeSalvage;
import dev.sternway.database.mariadb.MariaAccess;
import java.io.IOException;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the log over the network as a replica would, from a place to where it ends now; only one schema's writes are told. */
public final class BinlogReader implements ChangeSalvage.Source {
    /** It tells of every connection. */
    private static final Logger CLIENT = Logger.getLogger(BinaryLogClient.class.getName());

    static {
        CLIENT.setLevel(Level.WARNING);
    }

    private final MariaAccess schema;

    public BinlogReader(MariaAccess schema) {
        this.schema = schema;
    }

    /** @throws ProblemException SW-0621 when the log is not there, or holds what cannot be read row by row */
    @Override
    public void read(String after, ChangeSalvage.Sink sink) throws Exception {
        BinlogPlace from = BinlogPlace.of(after);
        Decoding decoding;
        BinlogPlace end;
        Map<Long, TableMapEventData> tables = new HashMap<>();
        try (Connection connection = schema.connect()) {
            end = Binlog.end(connection).orElseThrow(() -> unreadable("the server keeps no binary log"));
            decoding = new Decoding(schema.name(), Charsets.of(connection), tables, sink);
        }
        if (from.compareTo(end) >= 0) {
            return;
        }
        BinaryLogClient client = new BinaryLogClient(
                schema.host(),
                schema.port(),
                schema.user(),
                schema.password().map(Secret::reveal).orElse(""));
        client.setSSLMode(SSLMode.PREFERRED);
        client.setBlocking(false);
        client.setKeepAlive(false);
        client.setBinlogFilename(from.file());
        client.setBinlogPosition(from.offset());
        client.setEventDeserializer(deserializer(tables, schema.name()));
        Course course = new Course(client, decoding, from.file(), end);
        client.registerEventListener(course::event);
        client.registerLifecycleListener(course);
        try (Work.Going going = schema.work().on(() -> left(client))) {
            client.connect();
        } catch (IOException refused) {
            course.failed(refused);
        }
        course.finish();
    }

    private static void left(BinaryLogClient client) {
        try {
            client.disconnect();
        } catch (IOException gone) {
            // it ended by itself
        }
    }

    static ProblemException unreadable(String why) {
        return new ProblemException(problem(why));
    }

    private static Problem problem(String why) {
        return new Problem(
                "SW-0621",
                "The binary log cannot be read: " + why,
                "binary log",
                "Rows are compared instead; for the next time see docs/mariadb.md");
    }

    private static EventDeserializer deserializer(Map<Long, TableMapEventData> tables, String schema) {
        return new EventDeserializer(
                new EventHeaderV4Deserializer(),
                new NullEventDataDeserializer(),
                EventKinds.of(tables, schema),
                tables);
    }

    /** The client itself only logs what goes wrong in the middle. */
    private static final class Course extends BinaryLogClient.AbstractLifecycleListener {
        private final BinaryLogClient client;
        private final Decoding decoding;
        private final BinlogPlace end;
        private String file;
        private boolean reached;
        private @Nullable Exception failure;

        Course(BinaryLogClient client, Decoding decoding, String file, BinlogPlace end) {
            this.client = client;
            this.decoding = decoding;
            this.file = file;
            this.end = end;
        }

        void event(Event event) {
            if (failure != null || reached) {
                return;
            }
            try {
                decoding.event(event);
                EventHeaderV4 header = event.getHeader();
                if (event.getData() instanceof RotateEventData next) {
                    file = next.getBinlogFilename();
                } else if (header.getNextPosition() > 0) {
                    reached = new BinlogPlace(file, header.getNextPosition()).compareTo(end) >= 0;
                }
                if (reached) {
                    client.disconnect();
                }
            } catch (Exception e) {
                failed(e);
            }
        }

        @Override
        public void onEventDeserializationFailure(BinaryLogClient reader, Exception e) {
            failed(Optional.ofNullable(e.getCause())
                    .filter(IOException.class::isInstance)
                    .map(IOException.class::cast)
                    .map(Exception.class::cast)
                    .orElse(e));
        }

        @Override
        public void onCommunicationFailure(BinaryLogClient reader, Exception e) {
            failed(e);
        }

        void failed(Exception e) {
            if (failure == null && !reached) {
                failure = e;
                try {
                    client.disconnect();
                } catch (IOException alreadyGone) {
                    e.addSuppressed(alreadyGone);
                }
            }
        }

        void finish() throws Exception {
            if (failure instanceof ProblemException known) {
                throw known;
            }
            if (failure instanceof IOException broken) {
                throw new ProblemException(problem(String.valueOf(broken.getMessage())), broken);
            }
            if (failure != null) {
                throw failure;
            }
            if (!reached) {
                throw unreadable("it ended before " + end);
            }
        }
    }
}
