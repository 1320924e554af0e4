package dev.sternway.document.draft;

import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table whose heads name fields of the plan. */
public final class Columns {
    private final Map<String, Integer> places = new HashMap<>();
    private final Block.Grid grid;

    private Columns(Block.Grid grid) {
        this.grid = grid;
    }

    /** The first column that means a field is taken; the others stay open. */
    public static Columns of(Block.Grid grid, Vocabulary heads) {
        Columns columns = new Columns(grid);
        for (int i = 0; i < grid.heads().size(); i++) {
            int place = i;
            heads.of(grid.heads().get(i).text()).ifPresent(field -> columns.places.putIfAbsent(field, place));
        }
        return columns;
    }

    public boolean has(String... fields) {
        return List.of(fields).stream().allMatch(places::containsKey);
    }

    public boolean isEmpty() {
        return places.isEmpty();
    }

    /** The heads have been made use of. */
    public Columns understood(Draft draft) {
        places.values().forEach(place -> draft.understand(grid.heads().get(place)));
        return this;
    }

    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        grid.rows().forEach(cells -> rows.add(new Row(cells)));
        return rows;
    }

    /** One row. */
    public final class Row {
        private final List<Phrase> cells;

        private Row(List<Phrase> cells) {
            this.cells = cells;
        }

        /** @return empty when there is no such column, or nothing in it */
        public Optional<Phrase> get(String field) {
            return Optional.ofNullable(places.get(field))
                    .filter(place -> place < cells.size())
                    .map(cells::get)
                    .filter(cell -> !cell.text().isBlank());
        }

        public boolean isBlank() {
            return cells.stream().allMatch(cell -> cell.text().isBlank());
        }
    }
}
