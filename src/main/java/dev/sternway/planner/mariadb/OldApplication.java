package dev.sternway.planner.mariadb;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What breaks the version of the application before the migration when it meets the new schema. */
final class OldApplication {
    private static final String SUBJECT = "the old version of the application ";

    private final Catalog before;
    private final Catalog after;
    private final List<String> warnings = new ArrayList<>();

    private OldApplication(Catalog before, Catalog after) {
        this.before = before;
        this.after = after;
    }

    static List<String> warnings(Catalog before, Catalog after) {
        OldApplication application = new OldApplication(before, after);
        application.look();
        return application.warnings;
    }

    private void look() {
        for (TableShape old : before.tables().values()) {
            Optional<TableShape> now = after.table(old.name());
            if (now.isPresent()) {
                table(old, now.get());
            } else if (after.object(Kind.VIEW, old.name()).isEmpty()) {
                warnings.add(SUBJECT + "no longer finds table " + old.name());
            }
        }
        for (StoredObject old : before.stored()) {
            boolean used = old.kind() != Kind.TRIGGER && old.kind() != Kind.EVENT;
            if (used
                    && after.object(old.kind(), old.name()).isEmpty()
                    && after.table(old.name()).isEmpty()) {
                warnings.add(SUBJECT + "no longer finds " + old.kind().name().toLowerCase(java.util.Locale.ROOT) + " "
                        + old.name());
            }
        }
    }

    private void table(TableShape old, TableShape now) {
        for (Column column : old.columns().values()) {
            Column is = now.columns().get(column.name());
            String name = old.name() + "." + column.name();
            if (is == null) {
                warnings.add(SUBJECT + "no longer finds column " + name);
            } else if (!is.definition().equals(column.definition())) {
                column(name, column, is);
            }
        }
        for (Column column : now.columns().values()) {
            if (!old.columns().containsKey(column.name()) && !column.hasDefault()) {
                warnings.add(SUBJECT + "cannot insert into " + old.name() + ": " + column.name()
                        + " is NOT NULL and has no default");
            }
        }
        now.keys().forEach((key, line) -> {
            if (line.startsWith("UNIQUE") && !line.equals(old.keys().get(key))) {
                warnings.add(SUBJECT + "may write to " + old.name() + " what is unique now: " + key);
            }
        });
        now.checks().forEach((check, line) -> {
            if (!line.equals(old.checks().get(check))) {
                warnings.add(SUBJECT + "may write to " + old.name() + " what is checked now: " + check);
            }
        });
    }

    private void column(String name, Column old, Column now) {
        if (old.nullable() && !now.nullable()) {
            warnings.add(SUBJECT + "may write NULL to " + name + ", which is NOT NULL now");
        }
        if (!old.generated() && now.generated()) {
            warnings.add(SUBJECT + "may write to " + name + ", which is computed now");
        }
        if (old.hasDefault() && !now.hasDefault() && now.nullable() == old.nullable()) {
            warnings.add(SUBJECT + "may leave out " + name + ", which has no default now");
        }
        if (!old.type().equals(now.type())) {
            if (now.baseType().equals("enum")
                    && members(now).size() > members(old).size()) {
                warnings.add(SUBJECT + "may meet values of " + name + " that it does not know: " + now.type());
            } else if (!old.baseType().equals(now.baseType()) || now.length() < old.length()) {
                warnings.add(SUBJECT + "meets " + name + " as " + now.type() + " instead of " + old.type());
            }
        }
    }

    private static List<String> members(Column column) {
        return Lexer.tokens(column.type()).stream()
                .filter(it -> it.kind() == Token.Kind.TEXT)
                .map(Token::text)
                .toList();
    }
}
