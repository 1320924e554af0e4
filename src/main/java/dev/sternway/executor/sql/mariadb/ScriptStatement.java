package dev.sternway.executor.sql.mariadb;

import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.database.mariadb.text.Token;
import dev.sternway.database.mariadb.text.WrittenTables;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One statement of a step.
 *
 * @param number in the step, from 1, over all its scripts
 */
record ScriptStatement(int number, String script, Statement statement) {
    /** What is known about a statement after a crash. */
    enum Kind {
        /** Sets up the session only; run again every time. */
        SESSION,
        /** Writes rows; done and noted in one transaction. */
        ROWS,
        /** One definition, which happens wholly or not at all; definitions tell whether it did. */
        DEFINITION,
        /** Nobody can tell whether it happened. */
        UNCLEAR,
        /** Ends or refuses a transaction. */
        UNFIT
    }

    Kind kind() {
        List<Token> tokens = statement.tokens();
        Token first = tokens.get(0);
        Token second = tokens.size() > 1 ? tokens.get(1) : first;
        if (first.is("START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "XA", "LOCK", "UNLOCK", "HANDLER")
                || first.is("BEGIN") && !second.is("NOT")) {
            return Kind.UNFIT;
        }
        if (first.is("SET") && !second.is("GLOBAL", "PASSWORD", "DEFAULT", "STATEMENT")
                || first.is("USE", "SELECT", "SHOW", "PREPARE", "DEALLOCATE")) {
            return Kind.SESSION;
        }
        if (first.is("INSERT", "REPLACE", "UPDATE", "DELETE", "WITH", "LOAD", "DO")) {
            return Kind.ROWS;
        }
        boolean several = first.is("DROP")
                && second.is("TABLE", "VIEW", "SEQUENCE")
                && tokens.stream().anyMatch(token -> token.is(","));
        boolean rowsToo =
                first.is("CREATE") && tokens.stream().anyMatch(token -> token.is("SELECT")) && second.is("TABLE");
        return first.is("CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "ANALYZE", "OPTIMIZE") && !several && !rowsToo
                ? Kind.DEFINITION
                : Kind.UNCLEAR;
    }

    /** Tables whose rows it writes, or whose columns it gives another type. */
    Set<String> tables(Set<String> known) {
        List<Token> tokens = statement.tokens();
        Set<String> names = new TreeSet<>();
        Token first = tokens.get(0);
        if (first.is("ALTER", "TRUNCATE")
                && (first.is("TRUNCATE")
                        || tokens.stream().anyMatch(token -> token.is("MODIFY", "CHANGE", "CONVERT")))) {
            tokens.stream()
                    .filter(Token::canBeName)
                    .map(Token::text)
                    .filter(known::contains)
                    .findFirst()
                    .ifPresent(names::add);
        }
        if (kind() != Kind.DEFINITION) {
            WrittenTables.in(tokens).written().stream().filter(known::contains).forEach(names::add);
        }
        return names;
    }

    String shown() {
        return script + ", line " + statement.line() + " (" + statement.shortened() + ")";
    }
}
