package dev.sternway.planner.capture;

import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Values that users wrote in a column's new type, on the way back to the old one. What the migration made of the old values says what
 * they mean: 'Y' became true, so a later true becomes 'Y'. Where that leaves a doubt, the way back refuses.
 */
final class LaterValues {
    private final Image image;
    private final Item column;
    private final Item last;
    private final String kept;

    private LaterValues(Image image, Item column, Item last, String schema) {
        this.image = image;
        this.column = column;
        this.last = last;
        String plain = (image.table().name() + "." + column.name()).replace("\"", "");
        kept = schema + ".\"" + (plain.length() > 50 ? plain.substring(0, 50) : plain) + " later\"";
    }

    /** One for each column whose type goes back and whose old values are kept. */
    static List<LaterValues> of(List<Image> images, Catalog end, Delta delta, String schema) {
        List<LaterValues> values = new ArrayList<>();
        for (Image image : images) {
            for (Item column : image.columns()) {
                end.get(column.address())
                        .filter(last -> isRetyped(column, last)
                                && !image.key().isEmpty()
                                && !image.key().contains(column))
                        .filter(last -> delta.later(column.address()).isPresent())
                        .ifPresent(last -> values.add(new LaterValues(image, column, last, schema)));
            }
        }
        return values;
    }

    static boolean isRetyped(Item column, Item last) {
        return !last.fact("type").equals(column.fact("type")) && !(last.is("own type") && column.is("own type"))
                || last.is("own type") != column.is("own type");
    }

    Address column() {
        return column.address();
    }

    Image image() {
        return image;
    }

    /** While the column has its new type. */
    List<String> before(Delta delta) {
        String end = "i." + image.end(column);
        String old = image.old(column);
        String current = "t." + column.name();
        String type = column.fact("type").orElse("text");
        String forward = "(" + old + (last.is("own type") || column.is("own type") ? "::text" : "") + ")::"
                + last.fact("type").orElse("text");
        String evidence = "DO $sternway$ DECLARE plain boolean; BEGIN BEGIN SELECT count(*) > 0 AND bool_and(("
                + forward + ")::text IS NOT DISTINCT FROM "
                + image.end(column) + "::text) INTO plain FROM " + image.name()
                + " WHERE op = 'U'; EXCEPTION WHEN OTHERS THEN plain := false; END;"
                + " PERFORM set_config('sternway.plain', coalesce(plain, false)::text, true); END $sternway$";
        String keys =
                image.key().stream().map(it -> "i2.k" + it.address().sub()).collect(Collectors.joining(", "));
        String rowKeys = image.key().stream()
                .map(it -> Image.kept(
                                it,
                                "t." + delta.later(it.address()).map(Item::name).orElse(it.name())) + " AS k"
                        + it.address().sub())
                .collect(Collectors.joining(", "));
        String cast = "(" + current + (last.is("own type") || column.is("own type") ? "::text" : "") + ")::" + type;
        String select = "SELECT " + rowKeys + ", CASE WHEN current_setting('sternway.plain') = 'true' AND ("
                + forward.replace(old, cast)
                + ")::text IS NOT DISTINCT FROM " + current + "::text THEN (" + cast
                + ")::text WHEN m.meanings = 1 THEN m.old END AS o FROM "
                + Image.from(delta.later(image.address()).orElse(image.table())) + " t LEFT JOIN " + image.name()
                + " i ON " + image.match(delta.now())
                + " AND i.op = 'U' LEFT JOIN (SELECT " + image.end(column) + "::text AS value, min(" + old
                + "::text) AS old, count(DISTINCT " + old
                + "::text) AS meanings FROM " + image.name() + " WHERE op = 'U' GROUP BY 1) m ON m.value = " + current
                + "::text WHERE " + current
                + " IS NOT NULL AND (i.op IS NULL OR " + current + "::text IS DISTINCT FROM " + end + "::text)";
        String what = (image.table().qualified() + "." + column.name())
                .replace("'", "''")
                .replace("%", "%%");
        return List.of(
                evidence,
                "CREATE TABLE " + kept + " AS " + select,
                "DO $sternway$ BEGIN IF EXISTS (SELECT FROM " + kept
                        + " WHERE o IS NULL) THEN RAISE EXCEPTION 'Values of " + what
                        + " that were written since have no certain meaning in the old type; set them to null or to a known value first, or restore the backup';"
                        + " END IF; END $sternway$",
                "CREATE INDEX ON " + kept + " (" + keys.replace("i2.", "") + ")");
    }

    /** Once the old type is back. */
    String after() {
        String match = image.key().stream()
                .map(it -> it.is("comparable") && !it.is("own type")
                        ? "t." + it.name() + " = l.k" + it.address().sub()
                        : "t." + it.name() + "::text = l.k" + it.address().sub() + "::text")
                .collect(Collectors.joining(" AND "));
        return "UPDATE " + Image.from(image.table()) + " t SET " + column.name() + " = l.o::"
                + column.fact("type").orElse("text") + " FROM " + kept + " l WHERE " + match;
    }
}
