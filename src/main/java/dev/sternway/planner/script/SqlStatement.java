package dev.sternway.planner.script;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One statement of a script.
 *
 * @param line where it starts, from 1
 * @param text without the closing semicolon
 * @param bare the same in capitals without comments, texts, quoted names and bodies, for labels only
 * @param data what follows {@code COPY … FROM STDIN}
 */
public record SqlStatement(int line, String text, String bare, Optional<String> data) {
    private static final Pattern TRANSACTION =
            Pattern.compile("(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK|ABORT)( WORK| TRANSACTION)?( .*)?");
    private static final Pattern REFUSES_TRANSACTION =
            Pattern.compile("VACUUM\\b.*|ALTER SYSTEM\\b.*|(CREATE|DROP) (DATABASE|TABLESPACE)\\b.*"
                    + "|(CREATE (UNIQUE )?INDEX|DROP INDEX|REINDEX|ALTER TABLE .* DETACH PARTITION)\\b.*\\bCONCURRENTLY\\b.*"
                    + "|REINDEX (DATABASE|SYSTEM)\\b.*|(CREATE|DROP) SUBSCRIPTION\\b.*");
    private static final Pattern DATA =
            Pattern.compile("(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|COPY|WITH|DO|CALL|SELECT|PERFORM|EXECUTE)\\b.*");
    private static final Pattern OUTSIDE = Pattern.compile(
            "(?is).*\\b(dblink\\w*|pg_notify|lo_(create|creat|import|export|unlink|put|from_bytea)|pg_(write|read)_\\w*file|pg_logical_emit_message)\\s*\\(.*"
                    + "|\\s*alter\\s+system\\b.*|\\s*(create|drop)\\s+(database|tablespace)\\b.*|\\s*notify\\b.*|\\s*copy\\b.*\\b(program\\b.*|to\\s+'.*)");
    private static final Pattern DEFINES_BODY = Pattern.compile("CREATE( OR REPLACE)? (FUNCTION|PROCEDURE)\\b.*");

    /** {@code BEGIN}, {@code COMMIT} and the like; the planner opens and closes transactions itself. */
    public boolean controlsTransaction() {
        return TRANSACTION.matcher(bare).matches() && !bare.startsWith("ROLLBACK TO");
    }

    public boolean endsWithRollback() {
        return bare.startsWith("ROLLBACK") && !bare.startsWith("ROLLBACK TO") || bare.startsWith("ABORT");
    }

    public boolean refusesTransaction() {
        return REFUSES_TRANSACTION.matcher(bare).matches();
    }

    /** It may write rows; what is not known to be pure DDL counts. */
    public boolean mayWriteRows() {
        return DATA.matcher(bare).matches();
    }

    /** What it does depends on code or rows that its text does not show. */
    public boolean isOpaque() {
        return bare.matches("(DO|CALL|EXECUTE)\\b.*|(SELECT|WITH|VALUES)\\b.*\\(.*");
    }

    /** A function's definition that reaches outside, and may be called from anywhere. */
    public static boolean reachesOutside(String definition) {
        return OUTSIDE.matcher(definition).matches();
    }

    /** It reaches out of the database or into large objects, where nothing can be derived. */
    public boolean reachesOutside() {
        return !DEFINES_BODY.matcher(bare).matches() && OUTSIDE.matcher(text).matches();
    }

    /** The same statement as one of another line. */
    public SqlStatement atLine(int other) {
        return new SqlStatement(other, text, bare, data);
    }

    /** The first words, for people. */
    public String label() {
        String[] words = text.replaceAll("(?m)--.*$", " ").strip().split("\\s+");
        StringBuilder label = new StringBuilder();
        for (int i = 0; i < words.length && i < 6; i++) {
            label.append(i == 0 ? "" : " ").append(words[i]);
        }
        return label.length() > 60 ? label.substring(0, 57) + "..." : label.toString();
    }

    static String capitals(String bare) {
        return bare.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
    }
}
