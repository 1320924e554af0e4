package dev.sternway.database.mariadb.copy;

import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Makes and drops views, routines, triggers, events and sequences in the connection's own schema. */
public final class Objects {
    private final Connection connection;

    public Objects(Connection connection) {
        this.connection = connection;
    }

    /** Drops it first where it stands; a trigger becomes the last of its slot. Nothing else than the schema is touched. */
    public void make(StoredObject object) throws SQLException {
        if (object.kind() != Kind.FUNCTION && object.kind() != Kind.PROCEDURE) {
            drop(object);
        }
        if (object.kind() == Kind.SEQUENCE) {
            run(object.create());
            return;
        }
        String[] client = object.client().split(" ", 2);
        run("SET SESSION character_set_client = " + client[0] + ", collation_connection = " + client[1]
                + (object.mode().isEmpty() && object.kind() == Kind.VIEW
                        ? ""
                        : ", sql_mode = " + Quote.text(object.mode()))
                + (object.kind() == Kind.EVENT ? ", time_zone = @@global.time_zone" : ""));
        try {
            run(
                    object.kind() == Kind.FUNCTION || object.kind() == Kind.PROCEDURE
                            ? object.create().replaceFirst("(?i)^CREATE (OR REPLACE )?", "CREATE OR REPLACE ")
                            : object.create());
        } finally {
            run(Session.SETTINGS);
            run(Session.ZONE);
        }
    }

    /** Views that read others wait for them. */
    void makeViews(List<StoredObject> views) throws SQLException {
        List<StoredObject> waiting = new ArrayList<>(views);
        while (!waiting.isEmpty()) {
            List<StoredObject> still = new ArrayList<>();
            SQLException last = null;
            for (StoredObject view : waiting) {
                try {
                    make(view);
                } catch (SQLException notYet) {
                    last = notYet;
                    still.add(view);
                }
            }
            if (last != null && still.size() == waiting.size()) {
                throw last;
            }
            waiting = still;
        }
    }

    public void drop(StoredObject object) throws SQLException {
        run("DROP " + object.kind() + " IF EXISTS " + Quote.name(object.name()));
    }

    /** The same event, asleep. */
    public static StoredObject asleep(StoredObject object) {
        return object.kind() != Kind.EVENT
                ? object
                : new StoredObject(
                        object.kind(),
                        object.name(),
                        object.head().replaceFirst("(ON COMPLETION (?:NOT )?PRESERVE) ENABLE", "$1 DISABLE"),
                        object.body(),
                        object.mode(),
                        object.client(),
                        object.table(),
                        object.slot(),
                        object.order());
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
