package dev.sternway.plan.sql;

import dev.sternway.plan.sql.Destruction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.alter.AlterExpression;
import net.sf.jsqlparser.statement.alter.AlterOperation;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.truncate.Truncate;

/** What one statement destroys, as far as JSqlParser can read it. */
final class Labels {
    private static final int LONGEST = 100_000;
    /** Words that destroy wherever they stand: in a WITH, a MERGE, a DROP of a kind that is not told apart here. */
    private static final Pattern DESTROYS = Pattern.compile(
            "\\b(delete|truncate|drop\\s+(column|table|schema|database|owned|partition)|detach\\s+partition)\\b",
            Pattern.CASE_INSENSITIVE);

    /** The parser takes no bare type name for a column's: {@code DROP COLUMN uuid}. */
    private static final Pattern COLUMN =
            Pattern.compile("\\b(drop\\s+column\\s+(?:if\\s+exists\\s+)?)([a-z_]\\w*)", Pattern.CASE_INSENSITIVE);

    private final SqlStatement statement;
    private final List<Destruction> labels = new ArrayList<>();

    private Labels(SqlStatement statement) {
        this.statement = statement;
    }

    static List<Destruction> of(SqlStatement statement) {
        Labels labels = new Labels(statement);
        labels.read();
        return labels.labels;
    }

    private void read() {
        try {
            if (statement.text().length() > LONGEST) {
                add(Kind.UNKNOWN, "");
                return;
            }
            read(parsed());
        } catch (JSQLParserException | RuntimeException unreadable) {
            add(Kind.UNKNOWN, "");
        }
    }

    private Statement parsed() throws JSQLParserException {
        try {
            return CCJSqlParserUtil.parse(statement.text());
        } catch (JSQLParserException unreadable) {
            String quoted = COLUMN.matcher(statement.text())
                    .replaceAll(drop -> drop.group(1) + '"' + drop.group(2).toLowerCase(Locale.ROOT) + '"');
            if (quoted.equals(statement.text())) {
                throw unreadable;
            }
            return CCJSqlParserUtil.parse(quoted);
        }
    }

    private void read(Statement parsed) {
        if (parsed instanceof Delete delete) {
            add(Kind.DELETES, name(delete.getTable()));
        } else if (parsed instanceof Truncate truncate) {
            List<Table> tables = truncate.getTables();
            (tables == null ? List.of(truncate.getTable()) : tables).forEach(it -> add(Kind.TRUNCATES, name(it)));
        } else if (parsed instanceof Drop drop) {
            dropped(drop);
        } else if (parsed instanceof Alter alter) {
            alter.getAlterExpressions().forEach(part -> altered(name(alter.getTable()), part));
        } else if (DESTROYS.matcher(statement.bare()).find()) {
            add(Kind.UNKNOWN, "");
        }
    }

    private void dropped(Drop drop) {
        switch (drop.getType().toUpperCase(Locale.ROOT)) {
            case "TABLE" -> drop.getNames().forEach(table -> add(Kind.DROPS_TABLE, name(table)));
            case "SCHEMA", "DATABASE" ->
                drop.getNames()
                        .forEach(
                                it -> add(Kind.DROPS_SCHEMA, drop.getType().toLowerCase(Locale.ROOT) + " " + name(it)));
            case "INDEX", "VIEW", "SEQUENCE", "TRIGGER", "FUNCTION", "PROCEDURE" -> {}
            default -> add(Kind.UNKNOWN, "");
        }
    }

    private void altered(String table, AlterExpression part) {
        AlterOperation operation = part.getOperation();
        if (operation == AlterOperation.DROP && part.getColumnName() != null) {
            labels.add(new Destruction(
                    statement.line(), Kind.DROPS_COLUMN, table, List.of(part.getColumnName()), statement.text()));
        } else if (operation == AlterOperation.DROP && part.getConstraintName() == null
                || operation.name().endsWith("_PARTITION") && !operation.name().startsWith("A")
                || operation == AlterOperation.UNSPECIFIC
                        && DESTROYS.matcher(statement.bare()).find()) {
            add(Kind.UNKNOWN, "");
        }
    }

    private static String name(Table table) {
        return table.getFullyQualifiedName();
    }

    private void add(Kind kind, String table) {
        labels.add(new Destruction(statement.line(), kind, table, List.of(), statement.text()));
    }
}
