package dev.sternway.database.mariadb.log;

import dev.sternway.base.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the binary log: as text {@code binlog.000003:1234}. */
public record BinlogPlace(String file, long offset) implements Comparable<BinlogPlace> {
    private static final Pattern FORM = Pattern.compile("([^:]+\\.(\\d+)):(\\d+)");

    /** @throws ProblemException SW-0620 when the text names no place */
    public static BinlogPlace of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw ProblemException.of(
                    "SW-0620",
                    "This is no place in a binary log: " + text,
                    text,
                    "Write file and bytes as SHOW MASTER STATUS tells them: binlog.000003:1234");
        }
        return new BinlogPlace(parts.group(1), Long.parseLong(parts.group(3)));
    }

    /** Its number in the sequence of files. */
    long number() {
        return number(file);
    }

    static long number(String file) {
        return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
    }

    @Override
    public int compareTo(BinlogPlace other) {
        int files = Long.compare(number(), other.number());
        return files == 0 ? Long.compare(offset, other.offset) : files;
    }

    @Override
    public String toString() {
        return file + ":" + offset;
    }
}
