package dev.sternway.planner.mariadb.derive;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.planner.Proof.StatementRun;
import dev.sternway.planner.mariadb.reverse.DefinitionUndo;
import dev.sternway.planner.mariadb.reverse.Standing;
import dev.sternway.planner.mariadb.reverse.Undo;
import dev.sternway.planner.mariadb.rows.TableImage;
import dev.sternway.planner.mariadb.script.Label;
import dev.sternway.planner.mariadb.script.Label.AtStake;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One statement that changes definitions. It commits by itself, so its journal entry opens before it and closes after it. */
final class DefinitionUnit {
    private static final int NOT_LOCKED = 1100;
    private final Progress progress;
    private final long largestImage;

    DefinitionUnit(Progress progress, long largestImage) {
        this.progress = progress;
        this.largestImage = largestImage;
    }

    /** @param meant what the statement stands for, if it executes another one */
    void run(Statement statement, Statement meant, Label label) throws SQLException {
        int unit = progress.nextUnit();
        Catalog before = progress.now();
        Set<String> broken = progress.brokenViews();
        List<TableImage> whole = imagesAtStake(unit, label, before);
        Map<String, String> files = progress.files();
        DefinitionCapture capture = new DefinitionCapture(progress.salvage(), unit, label, before);
        boolean locked = !whole.isEmpty() && label.renames().isEmpty();
        long start = System.nanoTime();
        try {
            locked = attempt(capture, statement, whole, locked);
        } catch (SQLException failed) {
            progress.session().run("UNLOCK TABLES");
            progress.session().run(DefinitionCapture.STRICT_AGAIN);
            afterFailure(statement, label, failed);
            return;
        }
        long millis = Progress.millisSince(start);
        Catalog after = progress.look();
        Undo undo = DefinitionUndo.of(
                before,
                after,
                label,
                meant,
                progress.salvage().images(unit),
                progress.salvage().counters(unit),
                new Standing(progress.born(), broken));
        undo.refusals().forEach(progress::refuse);
        undo.imagesBefore().stream()
                .map(it -> it.table().name())
                .filter(it ->
                        whole.stream().noneMatch(image -> image.table().name().equals(it)))
                .forEach(it -> progress.refuse("line " + statement.line() + ": " + it + " has more than " + largestImage
                        + " rows, too many to copy before they are lost; a smaller table makes it possible"));
        undo.warnings().forEach(progress::warn);
        note(statement, label, files, millis);
        if (!progress.isRefused()) {
            String proved = undo.steps().isEmpty() ? "" : proved(capture);
            runAll(undo.imagesAfter());
            write(capture, statement, undo, locked, proved);
        }
        keepBorn(statement, label, before, after);
        views(unit, before, after, broken);
        progress.goOn(after);
    }

    private boolean attempt(DefinitionCapture capture, Statement statement, List<TableImage> images, boolean locked)
            throws SQLException {
        try {
            progress.session().runAll(capture.opening(images, List.of(), locked, capture.objects()));
            progress.session().run(statement.text());
            progress.session().runAll(capture.closing(List.of(), locked));
            return locked;
        } catch (SQLException failed) {
            if (!locked || failed.getErrorCode() != NOT_LOCKED) {
                throw failed;
            }
            progress.session().run("UNLOCK TABLES");
            progress.session().run(DefinitionCapture.STRICT_AGAIN);
            progress.forget(capture.unit());
            return attempt(capture, statement, images, false);
        }
    }

    private void afterFailure(Statement statement, Label label, SQLException failed) throws SQLException {
        try {
            progress.session().run(statement.text());
            progress.refuse("line " + statement.line() + " (" + label.words()
                    + ") runs, but its rows cannot be set aside: " + Session.words(failed));
            progress.goOn(progress.look());
        } catch (SQLException itself) {
            progress.fail(statement, itself);
        }
    }

    /** Everything that may be lost; what the difference shows not to be lost is left out of the final form. */
    private List<TableImage> imagesAtStake(int unit, Label label, Catalog before) {
        List<TableImage> images = new ArrayList<>();
        if (label.atStake() != AtStake.NOTHING) {
            for (String name : label.names()) {
                if (!progress.born().contains(name)) {
                    before.table(name)
                            .filter(this::isSmall)
                            .ifPresent(table -> images.add(
                                    TableImage.whole(table, progress.salvage().table(unit, "o", name))));
                }
            }
        }
        return images;
    }

    private boolean isSmall(TableShape table) {
        try {
            String count = "SELECT COUNT(*) FROM (SELECT 1 FROM " + Quote.name(table.name()) + " LIMIT "
                    + (largestImage + 1) + ") some";
            return Long.parseLong(progress.session().ask(count).orElse("0")) <= largestImage;
        } catch (SQLException unknown) {
            return true;
        }
    }

    /** What the journal watches: the objects, if their shape told the difference. */
    private String proved(DefinitionCapture capture) throws SQLException {
        boolean told = progress.session()
                .ask("SELECT shape_before <> shape_after FROM " + Salvage.SCHEMA + ".journal WHERE migration = "
                        + Quote.text(progress.salvage().migration()) + " AND statement = " + capture.unit())
                .filter("1"::equals)
                .isPresent();
        if (told) {
            return capture.objects();
        }
        progress.session()
                .run("UPDATE " + Salvage.SCHEMA
                        + ".journal SET shape_before = NULL, shape_after = NULL WHERE migration = "
                        + Quote.text(progress.salvage().migration()) + " AND statement = " + capture.unit());
        boolean repeatable = capture.label().words().startsWith("TRUNCATE")
                || capture.label().words().startsWith("ALTER TABLE")
                        && capture.label().atStake() == AtStake.NOTHING
                        && capture.label()
                                .alteration()
                                .filter(it -> !it.exchanged())
                                .isPresent();
        return repeatable ? "*" : "?";
    }

    private void runAll(List<TableImage> images) throws SQLException {
        for (TableImage image : images) {
            progress.session().runAll(image.create());
        }
        progress.session().runAll(DefinitionCapture.fill(images));
    }

    private void write(DefinitionCapture form, Statement statement, Undo undo, boolean locked, String proved)
            throws SQLException {
        ScriptWriter capture = progress.capture();
        if (undo.steps().isEmpty()) {
            progress.forget(form.unit());
            capture.add(statement.text());
            return;
        }
        boolean lock = locked && !undo.imagesBefore().isEmpty();
        capture.blank();
        capture.comment("statement " + form.unit() + ", line " + statement.line() + ": "
                + form.label().words());
        capture.addAll(undo.guards());
        form.opening(undo.imagesBefore(), undo.imagesAfter(), lock, proved).stream()
                .filter(it -> DefinitionCapture.isUsed(it, undo))
                .forEach(capture::add);
        capture.add(statement.text());
        capture.addAll(form.closing(undo.imagesAfter(), lock));
        progress.add(new UnitUndo(
                form.unit(),
                statement.line(),
                form.label().words(),
                undo.steps(),
                List.of(),
                undo.losses(),
                !undo.imagesBefore().isEmpty()));
    }

    /** A view that is changed or dropped while it does not work comes back with the unit that broke it. */
    private void views(int unit, Catalog before, Catalog after, Set<String> broken) throws SQLException {
        for (StoredObject old : before.stored()) {
            if (old.kind() == Kind.VIEW && broken.contains(old.name())) {
                boolean same =
                        after.object(Kind.VIEW, old.name()).filter(old::equals).isPresent();
                if (!same && !progress.isRefused()) {
                    progress.makeLate(old);
                }
            }
        }
        progress.lookAtViews(unit, after);
    }

    private void note(Statement statement, Label label, Map<String, String> files, long millis) {
        Map<String, String> now = progress.files();
        List<String> rewritten = files.keySet().stream()
                .filter(it -> now.containsKey(it) && !Objects.equals(now.get(it), files.get(it)))
                .sorted()
                .toList();
        List<String> locks = label.kind() == Label.Kind.TABLE
                ? label.names().stream().map(it -> it + " EXCLUSIVE").toList()
                : List.of();
        progress.ran(new StatementRun(statement.line(), label.words(), locks, rewritten, 0, millis));
    }

    private void keepBorn(Statement statement, Label label, Catalog before, Catalog after) {
        Set<String> born = progress.born();
        label.renames().forEach(it -> {
            if (born.remove(it.from())) {
                born.add(it.to());
            }
        });
        boolean conditional = statement.tokens().stream().limit(6).anyMatch(it -> it.is("EXISTS"));
        if (label.words().startsWith("CREATE TABLE") && !conditional) {
            label.names().stream()
                    .filter(it -> before.table(it).isEmpty() && after.table(it).isPresent())
                    .forEach(born::add);
        }
        born.removeIf(it -> after.table(it).isEmpty());
    }
}
