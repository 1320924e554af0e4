package dev.sternway.planner.postgres;

import dev.sternway.planner.Impossible;
import dev.sternway.planner.Proof.Loss;
import dev.sternway.planner.capture.Capture;
import dev.sternway.planner.capture.Restore;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import dev.sternway.planner.content.Content;
import dev.sternway.planner.reverse.SetAside;
import dev.sternway.planner.reverse.WayBack;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Derives the way back by walking it on the scratch database, and compares where it ends. */
final class Backward {
    private final Session session;
    private final State state;
    private final Catalog before;
    private final List<String> statements = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();

    Backward(Session session, State state) {
        this.session = session;
        this.state = state;
        before = state.catalog();
    }

    List<String> statements() {
        return List.copyOf(statements);
    }

    List<Loss> losses() {
        return List.copyOf(losses);
    }

    /**
     * In the open transaction.
     *
     * @return where it ends
     * @throws Impossible when a statement fails or the result differs
     */
    Catalog derive(Capture capture, Catalog end, String slug) throws SQLException {
        run("SET LOCAL check_function_bodies = off");
        SetAside aside = new SetAside(slug);
        Restore restore = new Restore(capture, before, end, aside);
        WayBack way = new WayBack(before, restore, aside);
        Catalog now = end;
        for (List<String> portion = way.next(now); !portion.isEmpty(); portion = way.next(now)) {
            count(aside);
            for (String sql : portion) {
                run(sql);
            }
            now = session.catalog();
        }
        for (String sql : restore.sequences()) {
            run(sql);
        }
        refresh(now);
        for (String sql : capture.used()) {
            run(sql);
        }
        run("SET CONSTRAINTS ALL IMMEDIATE");
        List<String> differences = differences(now);
        if (!differences.isEmpty()) {
            throw new Impossible("the way back leaves a difference: "
                    + String.join("; ", differences.subList(0, Math.min(5, differences.size()))));
        }
        return now;
    }

    private void count(SetAside aside) throws SQLException {
        for (Map.Entry<SetAside.Taken, String> query : aside.counts().entrySet()) {
            SetAside.Taken taken = query.getKey();
            boolean known = losses.stream()
                    .anyMatch(it ->
                            it.table().equals(taken.table()) && it.column().equals(taken.column()));
            if (!known) {
                losses.add(new Loss(taken.table(), taken.column(), session.number(query.getValue())));
            }
        }
        losses.sort(Comparator.comparing(Loss::what));
    }

    /** A materialized view cannot get its old content back; it gets what its query gives now. */
    private void refresh(Catalog now) throws SQLException {
        List<Item> views = now.items(Kind.MATERIALIZED_VIEW)
                .filter(it -> it.is("populated") && state.content().tables().containsKey(it.qualified()))
                .toList();
        if (!views.isEmpty()) {
            Content current = session.content(now);
            for (Item view : views) {
                String name = view.qualified();
                if (!current.tables()
                        .getOrDefault(name, "")
                        .equals(state.content().tables().get(name))) {
                    run("REFRESH MATERIALIZED VIEW " + name);
                }
            }
        }
    }

    private List<String> differences(Catalog now) throws SQLException {
        List<String> differences = new ArrayList<>(Delta.difference(before, now));
        Set<String> views =
                now.items(Kind.MATERIALIZED_VIEW).map(Item::qualified).collect(Collectors.toSet());
        differences.addAll(state.content().without(views).difference(session.content(now)));
        differences.addAll(state.sequences().difference(session.sequences()));
        return differences;
    }

    private void run(String sql) throws SQLException {
        try {
            session.execute(sql);
        } catch (SQLException failure) {
            throw new Impossible("the way back fails at \"" + (sql.length() > 160 ? sql.substring(0, 157) + "..." : sql)
                    + "\": " + Forward.Failed.message(failure));
        }
        statements.add(sql);
    }
}
