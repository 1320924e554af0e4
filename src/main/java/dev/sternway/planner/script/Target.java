package dev.sternway.planner.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.update.Update;

/**
 * What a statement writes, as far as its text says so; triggers and cascades write more.
 *
 * @param table as written, schema and quotes included
 * @param columns that an UPDATE sets, in small letters unless quoted; empty otherwise
 * @param onlyInserts it adds rows and changes none
 */
public record Target(String table, List<String> columns, boolean onlyInserts) {
    private static final int LONGEST = 20_000;

    /** @return empty when the text cannot be parsed, or is none of INSERT, UPDATE and DELETE */
    public static Optional<Target> of(SqlStatement statement) {
        if (!statement.bare().matches("(INSERT|UPDATE|DELETE)\\b.*")
                || statement.text().length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return of(CCJSqlParserUtil.parse(statement.text()));
        } catch (JSQLParserException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Target> of(Statement parsed) {
        if (parsed instanceof Insert insert && insert.getWithItemsList() == null) {
            return Optional.of(new Target(
                    insert.getTable().getFullyQualifiedName(), List.of(), insert.getConflictAction() == null));
        }
        if (parsed instanceof Update update && update.getWithItemsList() == null && update.getTable() != null) {
            List<String> columns = update.getUpdateSets().stream()
                    .flatMap(set -> set.getColumns().stream())
                    .map(column -> folded(column.getColumnName()))
                    .toList();
            return Optional.of(new Target(update.getTable().getFullyQualifiedName(), columns, false));
        }
        if (parsed instanceof Delete delete && delete.getWithItemsList() == null && delete.getTable() != null) {
            return Optional.of(new Target(delete.getTable().getFullyQualifiedName(), List.of(), false));
        }
        return Optional.empty();
    }

    private static String folded(String name) {
        return name.startsWith("\"") ? name : name.toLowerCase(Locale.ROOT);
    }
}
