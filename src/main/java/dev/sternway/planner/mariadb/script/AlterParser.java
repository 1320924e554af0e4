package dev.sternway.planner.mariadb.script;

import dev.sternway.database.mariadb.text.Token;
import dev.sternway.planner.mariadb.script.Label.Rename;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the actions of an {@code ALTER TABLE}, which commas part. */
final class AlterParser {
    private static final Set<String> OPTIONS = Set.of(
            "ENGINE",
            "TYPE",
            "AUTO_INCREMENT",
            "AVG_ROW_LENGTH",
            "CHARACTER",
            "CHARSET",
            "DEFAULT",
            "COLLATE",
            "CHECKSUM",
            "COMMENT",
            "DATA",
            "DELAY_KEY_WRITE",
            "INDEX",
            "INSERT_METHOD",
            "KEY_BLOCK_SIZE",
            "MAX_ROWS",
            "MIN_ROWS",
            "PACK_KEYS",
            "PAGE_CHECKSUM",
            "PAGE_COMPRESSED",
            "PAGE_COMPRESSION_LEVEL",
            "ROW_FORMAT",
            "STATS_AUTO_RECALC",
            "STATS_PERSISTENT",
            "STATS_SAMPLE_PAGES",
            "TRANSACTIONAL",
            "ENCRYPTED",
            "ALGORITHM",
            "LOCK",
            "FORCE",
            "ORDER",
            "ENABLE",
            "DISABLE",
            "WAIT",
            "NOWAIT");
    private static final String[] KEYS = {
        "INDEX", "KEY", "UNIQUE", "FULLTEXT", "SPATIAL", "PRIMARY", "CONSTRAINT", "FOREIGN", "CHECK"
    };

    private final List<Rename> columns = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final List<String> emptied = new ArrayList<>();
    private Optional<String> newName = Optional.empty();
    private boolean understood = true;
    private boolean values;
    private boolean exchanged;

    private AlterParser() {}

    /** @param rest what follows the table's name */
    static Alteration parse(List<Token> rest) {
        AlterParser parser = new AlterParser();
        split(rest).forEach(action -> parser.action(new Cursor(action)));
        return new Alteration(
                parser.understood,
                parser.columns,
                parser.dropped,
                parser.newName,
                parser.values,
                parser.emptied,
                parser.exchanged);
    }

    private static List<List<Token>> split(List<Token> tokens) {
        List<List<Token>> actions = new ArrayList<>();
        int depth = 0;
        int start = 0;
        boolean names = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            names |= depth == 0 && token.is("PARTITION");
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is(",") && !names) {
                actions.add(tokens.subList(start, i));
                start = i + 1;
            }
        }
        actions.add(tokens.subList(start, tokens.size()));
        return actions;
    }

    private void action(Cursor at) {
        if (at.atEnd()) {
            return;
        }
        if (at.accept("ADD")) {
            understood &= !at.peek().is("PERIOD", "SYSTEM");
        } else if (at.accept("DROP")) {
            drop(at);
        } else if (at.accept("MODIFY")) {
            values = true;
        } else if (at.accept("CHANGE")) {
            values = true;
            at.accept("COLUMN");
            at.skipExists();
            rename(at.name(), at.name());
        } else if (at.accept("RENAME")) {
            rename(at);
        } else if (at.accept("CONVERT")) {
            values = true;
            understood &= at.accept("TO");
        } else if (at.accept("ALTER")) {
            return;
        } else if (at.peek()
                        .is(
                                "TRUNCATE",
                                "EXCHANGE",
                                "REORGANIZE",
                                "COALESCE",
                                "ANALYZE",
                                "CHECK",
                                "OPTIMIZE",
                                "REBUILD",
                                "REPAIR")
                && at.peek(1).is("PARTITION")) {
            partition(at);
        } else if (at.acceptAll("PARTITION", "BY") || at.acceptAll("REMOVE", "PARTITIONING")) {
            return;
        } else {
            understood &= at.peek().kind() == Token.Kind.NAME
                    || OPTIONS.contains(at.peek().text().toUpperCase(java.util.Locale.ROOT));
        }
    }

    private void drop(Cursor at) {
        if (at.accept("PARTITION")) {
            at.skipExists();
            emptied.addAll(at.names());
        } else if (at.peek().is("PERIOD", "SYSTEM")) {
            understood = false;
        } else if (!at.peek().is(KEYS)) {
            at.accept("COLUMN");
            at.skipExists();
            dropped.add(at.name());
            values = true;
        }
    }

    private void rename(Cursor at) {
        if (at.peek().is("INDEX", "KEY") && !at.peek(1).is(".")) {
            return;
        }
        if (at.accept("COLUMN")) {
            at.skipExists();
            String from = at.name();
            at.accept("TO");
            rename(from, at.name());
            return;
        }
        at.accept("TO", "AS", "=");
        newName = Optional.of(at.name());
    }

    private void rename(String from, String to) {
        if (!from.equals(to)) {
            columns.add(new Rename(from, to));
        }
    }

    private void partition(Cursor at) {
        if (at.acceptAll("TRUNCATE", "PARTITION")) {
            emptied.addAll(at.names());
        } else {
            exchanged |= at.peek().is("EXCHANGE");
        }
    }
}
