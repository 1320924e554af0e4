package dev.sternway.planner.mariadb.script;

import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.database.mariadb.text.Token;
import dev.sternway.planner.mariadb.script.Label.Kind;
import dev.sternway.planner.mariadb.script.Label.Rename;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what a statement is. What it cannot read is unknown, and unknown is dangerous. */
public final class Labels {
    private static final String[] OBJECTS = {"VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "SEQUENCE"};
    private static final String[] WIDER = {
        "USER", "ROLE", "SERVER", "DATABASE", "SCHEMA", "TABLESPACE", "PACKAGE", "LOGFILE", "INSTANCE", "SONAME", "UNDO"
    };
    private static final int HEADER = 30;

    private Labels() {}

    public static Label of(Statement statement) {
        return of(statement.tokens());
    }

    private static Label of(List<Token> tokens) {
        Cursor at = new Cursor(tokens);
        String first = at.take().text().toUpperCase(Locale.ROOT);
        return switch (first) {
            case "CREATE", "ALTER", "DROP" -> definition(first, tokens);
            case "RENAME" -> rename(at);
            case "TRUNCATE" -> {
                at.accept("TABLE");
                yield losing("TRUNCATE", List.of(at.name()));
            }
            case "INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD" -> Label.of(Kind.ROWS, first);
            case "SELECT", "WITH", "VALUES", "(" -> query(first, tokens);
            case "CALL", "DO", "EXECUTE" -> Label.of(Kind.OPAQUE, words(tokens, 2));
            case "BEGIN" -> Label.of(at.peek().is("NOT") ? Kind.OPAQUE : Kind.TRANSACTION, first);
            case "START" -> Label.of(at.peek().is("TRANSACTION") ? Kind.TRANSACTION : Kind.OUTSIDE, words(tokens, 2));
            case "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "LOCK", "UNLOCK" ->
                Label.of(Kind.TRANSACTION, words(tokens, 2));
            case "SET" -> Settings.label(tokens, Labels::of);
            case "PREPARE", "DEALLOCATE", "SIGNAL", "RESIGNAL", "GET" -> Label.of(Kind.SESSION, first);
            case "OPTIMIZE", "CHECK", "REPAIR", "CHECKSUM", "SHOW", "DESC", "DESCRIBE", "EXPLAIN" ->
                Label.of(Kind.UPKEEP, first);
            case "ANALYZE" -> Label.of(hasTable(tokens) ? Kind.UPKEEP : Kind.OPAQUE, first);
            case "FLUSH" -> Label.of(tokens.stream().anyMatch(it -> it.is("LOCK")) ? Kind.OUTSIDE : Kind.UPKEEP, first);
            case "GRANT",
                    "REVOKE",
                    "USE",
                    "KILL",
                    "SHUTDOWN",
                    "RESET",
                    "PURGE",
                    "CHANGE",
                    "STOP",
                    "INSTALL",
                    "UNINSTALL",
                    "BACKUP",
                    "BINLOG" -> Label.of(Kind.OUTSIDE, words(tokens, 2));
            default -> Label.of(Kind.UNKNOWN, words(tokens, 2));
        };
    }

    private static Label definition(String verb, List<Token> tokens) {
        for (int i = 1; i < Math.min(tokens.size(), HEADER); i++) {
            Token token = tokens.get(i);
            List<Token> rest = tokens.subList(i + 1, tokens.size());
            if (token.is("TABLE", "TABLES")) {
                return table(verb, tokens.subList(1, i), rest);
            }
            if (token.is("INDEX") || token.is("KEY") && !verb.equals("ALTER")) {
                return index(verb, rest);
            }
            if (token.is("PREPARE")) {
                return Label.of(Kind.SESSION, words(tokens, 2));
            }
            if (token.is("DATABASE", "SCHEMA") && verb.equals("ALTER") && !named(rest)) {
                return Label.of(Kind.OBJECT, "ALTER DATABASE");
            }
            if (token.is(WIDER)) {
                return Label.of(Kind.OUTSIDE, words(tokens, i + 1));
            }
            if (token.is(OBJECTS)) {
                return object(verb, token, rest);
            }
        }
        return Label.of(Kind.UNKNOWN, words(tokens, 3));
    }

    private static Label object(String verb, Token type, List<Token> rest) {
        Cursor at = new Cursor(rest);
        at.skipExists();
        List<String> names = verb.equals("DROP") ? at.names() : List.of(at.name());
        if (at.rest().stream().limit(4).anyMatch(it -> it.is("SONAME"))) {
            return Label.of(Kind.OUTSIDE, verb + " FUNCTION SONAME");
        }
        String words = verb + " " + type.text().toUpperCase(Locale.ROOT) + " " + String.join(", ", names);
        return Label.of(Kind.OBJECT, words, names);
    }

    private static Label table(String verb, List<Token> before, List<Token> rest) {
        Cursor at = new Cursor(rest);
        at.skipExists();
        if (before.stream().anyMatch(it -> it.is("TEMPORARY"))) {
            return Label.of(Kind.SESSION, verb + " TEMPORARY TABLE", at.names());
        }
        if (verb.equals("DROP")) {
            return losing("DROP TABLE", at.names());
        }
        String name = at.name();
        if (verb.equals("CREATE")) {
            boolean replaces = before.stream().anyMatch(it -> it.is("REPLACE"));
            return replaces
                    ? losing("CREATE OR REPLACE TABLE", List.of(name))
                    : Label.of(Kind.TABLE, "CREATE TABLE " + name, List.of(name));
        }
        if (at.accept("WAIT")) {
            at.take();
        }
        Alteration alteration = AlterParser.parse(at.rest());
        List<Rename> renames = alteration.newName().stream()
                .filter(it -> !it.equals(name))
                .map(it -> new Rename(name, it))
                .toList();
        boolean atStake = alteration.values()
                || !alteration.understood()
                || !alteration.emptied().isEmpty();
        return new Label(
                Kind.TABLE,
                "ALTER TABLE " + name,
                List.of(name),
                renames,
                atStake ? Label.AtStake.VALUES : Label.AtStake.NOTHING,
                Optional.of(alteration));
    }

    private static Label losing(String verb, List<String> names) {
        return Label.losing(verb + " " + String.join(", ", names), names);
    }

    private static Label index(String verb, List<Token> rest) {
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i).is("ON")) {
                String table = new Cursor(rest.subList(i + 1, rest.size())).name();
                return Label.of(Kind.TABLE, verb + " INDEX ON " + table, List.of(table));
            }
        }
        return Label.of(Kind.UNKNOWN, verb + " INDEX");
    }

    private static Label rename(Cursor at) {
        if (!at.accept("TABLE", "TABLES")) {
            return Label.of(Kind.OUTSIDE, "RENAME " + at.peek().text());
        }
        at.skipExists();
        List<String> names = new ArrayList<>();
        List<Rename> renames = new ArrayList<>();
        do {
            Rename rename = renameOne(at);
            renames.add(rename);
            names.add(rename.from());
            names.add(rename.to());
        } while (at.accept(","));
        return Label.renaming("RENAME TABLE", names.stream().distinct().toList(), renames);
    }

    private static Rename renameOne(Cursor at) {
        String from = at.name();
        if (at.accept("WAIT")) {
            at.take();
        }
        at.accept("NOWAIT");
        at.accept("TO");
        return new Rename(from, at.name());
    }

    private static Label query(String first, List<Token> tokens) {
        boolean writesFile = tokens.stream().anyMatch(it -> it.is("OUTFILE", "DUMPFILE"));
        return Label.of(writesFile ? Kind.OUTSIDE : Kind.OPAQUE, first);
    }

    /** Whether a database is named before its options. */
    private static boolean named(List<Token> rest) {
        return !rest.isEmpty() && !rest.get(0).is("CHARACTER", "CHARSET", "COLLATE", "DEFAULT", "COMMENT");
    }

    private static boolean hasTable(List<Token> tokens) {
        return tokens.stream().limit(3).anyMatch(it -> it.is("TABLE", "TABLES"));
    }

    static String words(List<Token> tokens, int count) {
        StringBuilder words = new StringBuilder();
        tokens.stream()
                .limit(count)
                .forEach(it -> words.append(words.length() == 0 ? "" : " ").append(it.text()));
        return words.toString();
    }
}
