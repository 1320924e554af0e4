package dev.sternway.database.cluster;

import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder into which a server archives its log, as it is seen from where Sternway runs. */
public record WalFolder(Path path) {
    private static final int NAME = 24;
    private static final int TIMELINE = 8;
    private static final String SEGMENT = "[0-9A-F]{24}(\\.(gz|bz2|lz4|zst|xz))?";
    private static final long LOG = 1L << 32;

    /** @throws ProblemException SW-0562 when it is not there or cannot be read */
    public void requireReadable() throws IOException {
        if (!Files.isDirectory(path) || !Files.isReadable(path)) {
            throw ProblemException.of(
                    "SW-0562",
                    "The archive of the log " + (Files.exists(path) ? "cannot be read" : "is not there"),
                    path.toString(),
                    "Name the folder that archive_command fills, and let the user that Sternway runs as read it");
        }
        for (Path segment : segments().values()) {
            if (!Files.isReadable(segment)) {
                throw ProblemException.of(
                        "SW-0562",
                        "The user that Sternway runs as may not read the archive of the log",
                        segment.toString(),
                        "Let that user read it, for example by a group");
            }
        }
    }

    public boolean has(String segment) throws IOException {
        return segments().containsKey(segment);
    }

    /**
     * No segment is missing from the first to the last, or to the newest of that timeline.
     *
     * @return how many there are
     * @throws ProblemException SW-0563 naming the first that is missing, or that is cut short
     */
    public long requireWhole(String first, Optional<String> last, long segmentBytes) throws IOException {
        TreeMap<String, Path> all = segments();
        long count = requireWhole(new TreeSet<>(all.keySet()), first, last, segmentBytes, path.toString());
        for (Path file :
                all.subMap(first, true, last.orElse(all.lastKey()), true).values()) {
            String name = String.valueOf(file.getFileName());
            if (name.length() == NAME && Files.size(file) != segmentBytes) {
                throw gap(name + " is cut short", path.toString());
            }
        }
        return count;
    }

    /**
     * The same for segments that somebody else keeps.
     *
     * @param where they are kept, for the message
     */
    public static long requireWhole(
            TreeSet<String> all, String first, Optional<String> last, long segmentBytes, String where) {
        String newest = all.floor(first.substring(0, TIMELINE) + "G");
        String end = last.orElse(newest == null || newest.compareTo(first) < 0 ? first : newest);
        long count = 0;
        for (String segment = first; segment.compareTo(end) <= 0; segment = next(segment, segmentBytes)) {
            if (!all.contains(segment)) {
                throw gap(segment + " is missing, and everything from " + first + " to " + end + " is needed", where);
            }
            count++;
        }
        return count;
    }

    private static ProblemException gap(String what, String where) {
        return ProblemException.of(
                "SW-0563",
                "The archive has a gap: " + what,
                where,
                "Bring the segment back from wherever the archive is copied to, or take another way back");
    }

    private TreeMap<String, Path> segments() throws IOException {
        TreeMap<String, Path> segments = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            files.filter(file -> String.valueOf(file.getFileName()).matches(SEGMENT))
                    .forEach(file ->
                            segments.put(String.valueOf(file.getFileName()).substring(0, NAME), file));
        }
        return segments;
    }

    static String next(String segment, long segmentBytes) {
        long perLog = LOG / segmentBytes;
        long number =
                Long.parseLong(segment.substring(8, 16), 16) * perLog + Long.parseLong(segment.substring(16), 16) + 1;
        return String.format("%s%08X%08X", segment.substring(0, TIMELINE), number / perLog, number % perLog);
    }
}
