package dev.sternway.planner.postgres;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.content.Content;
import dev.sternway.planner.content.Sequences;
import java.sql.SQLException;

/** Schema, rows and sequences before a migration: what the way back must lead to. */
record State(Catalog catalog, Content content, Sequences sequences) {
    static State of(Session session) throws SQLException {
        Catalog catalog = session.catalog();
        return new State(catalog, session.content(catalog), session.sequences());
    }

    /** The same state with new identifiers, after the way back led to it. */
    State reached(Catalog now, Sequences where) {
        return new State(now, content, where);
    }
}
