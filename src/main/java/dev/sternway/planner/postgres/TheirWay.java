package dev.sternway.planner.postgres;

import dev.sternway.base.ProblemException;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Theirs;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import dev.sternway.planner.content.Content;
import dev.sternway.planner.script.SqlScript;
import dev.sternway.planner.script.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Tries the team's own way back, compares, and undoes the trial. */
final class TheirWay {
    private final Session session;

    TheirWay(Session session) {
        this.session = session;
    }

    Theirs of(Migration migration, State before) throws SQLException {
        if (migration.down().isEmpty()) {
            return Theirs.NONE;
        }
        boolean transaction = true;
        try {
            List<SqlStatement> statements = SqlScript.split(migration.down().get());
            transaction = statements.stream().noneMatch(it -> it.refusesTransaction() || it.endsWithRollback());
            if (transaction) {
                session.begin();
            } else {
                session.keepCopy();
            }
            Forward.unwatched(session).run(statements, transaction);
            session.tidy();
            if (transaction) {
                session.execute("SET CONSTRAINTS ALL IMMEDIATE");
            }
            return compared(before);
        } catch (Forward.Failed | ProblemException failed) {
            return new Theirs(Theirs.Result.ERROR, String.valueOf(failed.getMessage()));
        } catch (SQLException failed) {
            return new Theirs(Theirs.Result.ERROR, Forward.Failed.message(failed));
        } finally {
            if (transaction) {
                session.rollback();
            } else {
                session.backToCopy();
            }
        }
    }

    private Theirs compared(State before) throws SQLException {
        Catalog after = session.catalogToCompare();
        List<String> differences = new ArrayList<>(Delta.difference(before.catalog(), after));
        Content content = session.content(after);
        Set<String> views =
                after.items(Kind.MATERIALIZED_VIEW).map(Item::qualified).collect(Collectors.toSet());
        differences.addAll(before.content().without(views).difference(content));
        differences.addAll(stale(before.content(), content, after));
        differences.addAll(before.sequences().behind(session.sequences()));
        return differences.isEmpty()
                ? new Theirs(Theirs.Result.EQUAL, "")
                : new Theirs(
                        Theirs.Result.DIFFERENT,
                        String.join("; ", differences.subList(0, Math.min(5, differences.size()))));
    }

    /** Materialized views that do not show what they showed before, nor what their tables now hold. */
    private List<String> stale(Content before, Content now, Catalog after) throws SQLException {
        List<String> others = after.items(Kind.MATERIALIZED_VIEW)
                .filter(it -> it.is("populated"))
                .map(Item::qualified)
                .filter(it ->
                        !Objects.equals(before.tables().get(it), now.tables().get(it)))
                .toList();
        if (others.isEmpty()) {
            return List.of();
        }
        for (String view : others) {
            session.execute("REFRESH MATERIALIZED VIEW " + view);
        }
        Content fresh = session.content(after);
        return others.stream()
                .filter(it ->
                        !Objects.equals(fresh.tables().get(it), now.tables().get(it)))
                .map(it -> "materialized view " + it + " still shows rows that the tables no longer hold; refresh it")
                .toList();
    }
}
