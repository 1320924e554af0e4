package dev.sternway.executor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Inputs of executors in files: good ones are the examples of the reference, bad ones say what is wrong with them. */
final class Fixtures {
    private static final Path ROOT = Path.of("src/test/resources/executor");
    private static final String WRONG = "# wrong: ";
    private static final YAMLMapper YAML = new YAMLMapper();

    private Fixtures() {}

    record Fixture(Path file, String text) {
        JsonNode tree() throws IOException {
            return YAML.readTree(text);
        }

        /** The words that the problem must hold. */
        String wrong() {
            return text.lines()
                    .filter(line -> line.startsWith(WRONG))
                    .findFirst()
                    .map(line -> line.substring(WRONG.length()).strip())
                    .orElseThrow(() -> new IllegalStateException(file + " lacks a line '" + WRONG + "…'"));
        }
    }

    static List<Fixture> good(Executor<?> executor) {
        return all(executor, "good");
    }

    static List<Fixture> bad(Executor<?> executor) {
        return all(executor, "bad");
    }

    private static List<Fixture> all(Executor<?> executor, String kind) {
        Path folder = ROOT.resolve(executor.uses());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(kind))
                    .sorted()
                    .map(Fixtures::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fixture read(Path file) {
        try {
            return new Fixture(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
