package dev.sternway.planner.folder;

import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The files below one folder, as text, and what there is to say about them. */
final class Folder {
    private static final long LARGEST = 64L << 20;
    private static final int DEEPEST = 16;

    private final Path path;
    private final List<Path> files;
    private final List<String> notices = new ArrayList<>();

    private Folder(Path path, List<Path> files) {
        this.path = path;
        this.files = files;
    }

    static Folder open(Path path) {
        if (!Files.isDirectory(path)) {
            throw ProblemException.of(
                    "SW-0460",
                    Files.exists(path) ? "This is a file, not a folder" : "There is no such folder",
                    path.toString(),
                    "Name the folder that holds the migrations");
        }
        try (Stream<Path> all = Files.walk(path, DEEPEST)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .map(path::relativize)
                    .filter(file -> !hidden(file))
                    .sorted((one, other) -> NaturalOrder.TEXT.compare(shown(one), shown(other)))
                    .toList();
            return new Folder(path, files);
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            throw ProblemException.of(
                    "SW-0460",
                    "The folder cannot be read: " + unreadable.getMessage(),
                    path.toString(),
                    "Give this user the right to read it");
        }
    }

    /** Scripts directly in the folder, in natural order. */
    List<Path> scripts() {
        return allScripts().stream().filter(file -> file.getNameCount() == 1).toList();
    }

    /** Scripts in subfolders too. */
    List<Path> allScripts() {
        return files.stream().filter(file -> file.toString().endsWith(".sql")).toList();
    }

    List<Path> all() {
        return files;
    }

    boolean has(Path file) {
        return files.contains(file);
    }

    String name() {
        return path.toString();
    }

    /** For messages: the path that leads to the file from where the user stands. */
    String where(Path file) {
        return path.resolve(file).toString();
    }

    /** The whole file without a byte order mark. */
    String text(Path file) {
        try {
            Path found = path.resolve(file);
            if (Files.size(found) > LARGEST) {
                throw unreadable(file, "The script is longer than 64 MiB", "Split it, or load such data another way");
            }
            byte[] bytes = Files.readAllBytes(found);
            String text = decode(file, bytes);
            int nul = text.indexOf('\0');
            if (nul >= 0) {
                throw unreadable(
                        file,
                        "The script holds a NUL character in line " + lineOf(text, nul),
                        "Save it as plain UTF-8 text");
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException failure) {
            throw unreadable(file, "The script cannot be read", "Give this user the right to read it");
        }
    }

    ProblemException problem(String code, String what, Path file, String next) {
        return ProblemException.of(code, what, where(file), next);
    }

    /** @throws ProblemException SW-0463 when another file has the key already */
    <K> void keepOnce(Map<K, Path> files, K key, Path file) {
        Path other = files.putIfAbsent(key, file);
        if (other != null) {
            throw problem(
                    "SW-0463",
                    "Two migrations have version " + key + ": " + shown(other) + " and " + shown(file),
                    file,
                    "Give one of them another version");
        }
    }

    /** @throws ProblemException SW-0464 when a way back has no migration */
    <K> void allHaveMigrations(Map<K, Path> downs, Set<K> ups) {
        downs.forEach((key, down) -> {
            if (!ups.contains(key)) {
                throw problem(
                        "SW-0464",
                        "The down script has no migration " + key,
                        down,
                        "Add the migration, or remove the down script");
            }
        });
    }

    void note(String notice) {
        notices.add(notice);
    }

    List<String> notices() {
        return notices;
    }

    /** The path with slashes, on every system. */
    static String shown(Path file) {
        return file.toString().replace('\\', '/');
    }

    static int lineOf(CharSequence text, int offset) {
        return 1
                + (int) text.subSequence(0, offset)
                        .chars()
                        .filter(it -> it == '\n')
                        .count();
    }

    private String decode(Path file, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException notUtf8) {
            String before = new String(bytes, 0, buffer.position(), StandardCharsets.ISO_8859_1);
            throw unreadable(
                    file,
                    "The script is not UTF-8 text: line " + lineOf(before, before.length()),
                    "Save it as UTF-8, for example with iconv -f LATIN1 -t UTF-8");
        }
    }

    private ProblemException unreadable(Path file, String what, String next) {
        return problem("SW-0465", what, file, next);
    }

    private static boolean hidden(Path file) {
        for (Path part : file) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
