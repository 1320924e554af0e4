package dev.sternway.database.mariadb.catalog;

import java.util.Locale;
import java.util.Optional;

/**
 * One column.
 *
 * @param type with length, signedness and members, for example {@code int(10) unsigned}
 * @param definition everything after the name, with character set and collation spelt out
 * @param hasDefault whether an insert may leave it out
 */
public record Column(
        String name,
        String type,
        Optional<String> charset,
        Optional<String> collation,
        boolean nullable,
        boolean hasDefault,
        String definition,
        boolean generated) {

    /** The same column under another name. */
    public Column named(String other) {
        return new Column(other, type, charset, collation, nullable, hasDefault, definition, generated);
    }

    /** The same column with other words for what follows its name. */
    public Column saying(String other) {
        return new Column(name, type, charset, collation, nullable, hasDefault, other, generated);
    }

    /** The type without length and the like: {@code varchar}. */
    public String baseType() {
        return type.replaceAll("[ (].*", "").toLowerCase(Locale.ROOT);
    }

    public boolean isText() {
        return charset.isPresent();
    }

    public boolean counts() {
        return definition.contains(" AUTO_INCREMENT");
    }

    /** The type with its character set, which every value of the column fits in. */
    public String holder() {
        String wide = baseType().equals("varchar") && length() > 255 ? "mediumtext" : type;
        wide = baseType().equals("varbinary") && length() > 255 ? "mediumblob" : wide;
        return wide
                + charset.map(it -> " CHARACTER SET " + it).orElse("")
                + collation.map(it -> " COLLATE " + it).orElse("");
    }

    /** The length of a character or binary type, or the digits before the comma; 0 where there is none. */
    public long length() {
        String digits = type.replaceFirst("^[a-zA-Z]+\\((\\d+).*", "$1");
        return digits.equals(type) ? 0 : Long.parseLong(digits);
    }

    /** {@code name definition}, to be put into a CREATE or an ALTER. */
    public String line() {
        return Quote.name(name) + " " + definition;
    }
}
