package dev.sternway.planner.mariadb.rows;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.database.mariadb.text.Token;
import dev.sternway.database.mariadb.text.WrittenTables;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that statements may write, through views, triggers and routines, but for cascades of foreign keys.
 *
 * @param tables of the schema
 * @param sequences that they may draw from
 * @param mayDelete whether rows may go, so that cascades count
 * @param dynamic whether something builds statements at run time
 * @param defines whether something changes definitions
 */
public record WriteSet(Set<String> tables, Set<String> sequences, boolean mayDelete, boolean dynamic, boolean defines) {
    public WriteSet {
        tables = Set.copyOf(tables);
        sequences = Set.copyOf(sequences);
    }

    public static WriteSet of(List<Statement> statements, Catalog catalog) {
        Closure closure = new Closure(catalog);
        statements.forEach(it -> closure.read(it.tokens()));
        return new WriteSet(closure.tables, closure.sequences, closure.mayDelete, closure.dynamic, closure.defines);
    }

    public boolean isNothing() {
        return tables.isEmpty() && sequences.isEmpty() && !dynamic && !defines;
    }

    private static final class Closure {
        private final Catalog catalog;
        private final Set<String> tables = new TreeSet<>();
        private final Set<String> sequences = new TreeSet<>();
        private final Set<String> read = new HashSet<>();
        private boolean mayDelete;
        private boolean dynamic;
        private boolean defines;

        Closure(Catalog catalog) {
            this.catalog = catalog;
        }

        void read(List<Token> tokens) {
            WrittenTables found = WrittenTables.in(tokens);
            dynamic |= found.dynamic();
            defines |= found.defines();
            mayDelete |= tokens.stream().anyMatch(it -> it.is("DELETE", "REPLACE"));
            found.written().forEach(this::write);
            for (StoredObject object : catalog.stored()) {
                boolean mentioned = found.mentioned().stream().anyMatch(it -> it.equalsIgnoreCase(object.name()));
                if (mentioned && object.kind() == Kind.SEQUENCE) {
                    sequences.add(object.name());
                } else if (mentioned && object.kind() != Kind.TRIGGER && object.kind() != Kind.EVENT) {
                    readOnce(object);
                }
            }
        }

        private void readOnce(StoredObject object) {
            if (read.add(object.key())) {
                List<Token> tokens = Lexer.tokens(object.create());
                read(tokens.subList(Math.min(1, tokens.size()), tokens.size()));
            }
        }

        private void write(String name) {
            catalog.table(name).ifPresent(this::writeTable);
            catalog.object(Kind.VIEW, name)
                    .ifPresent(view -> Lexer.tokens(view.create()).stream()
                            .filter(Token::canBeName)
                            .filter(it -> catalog.tables().containsKey(it.text()) || isView(it.text(), name))
                            .forEach(it -> write(it.text())));
        }

        private boolean isView(String name, String itself) {
            return !name.equals(itself) && catalog.object(Kind.VIEW, name).isPresent();
        }

        private void writeTable(TableShape table) {
            if (tables.add(table.name())) {
                for (Column column : table.columns().values()) {
                    Lexer.tokens(column.definition()).stream()
                            .filter(it ->
                                    catalog.object(Kind.SEQUENCE, it.text()).isPresent())
                            .forEach(it -> sequences.add(it.text()));
                }
                catalog.triggersOf(table.name()).forEach(this::readOnce);
            }
        }
    }
}
