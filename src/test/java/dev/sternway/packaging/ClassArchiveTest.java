package dev.sternway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive of the classes makes a start faster; whatever is wrong with it, nobody notices but by the time. */
class ClassArchiveTest {
    private static final Path UNIT = Path.of("docker/systemd/sternway.service");

    @TempDir
    private Path folder;

    private record Said(int code, String all) {}

    @Test
    void javaTakesTheClassesOutOfTheArchiveAndSaysNothingWhenItCannot() throws Exception {
        Path jar = folder.resolve("sternway.jar");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        assertThat(ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(nowhere, nowhere, "-c0f", jar.toString(), "-C", "target/classes", "."))
                .isZero();
        Path archive = folder.resolve("sternway.jsa");
        String classes = jar + libraries();

        Said made = java(classes, List.of(), "class-archive", archive.toString());

        assertThat(made.code()).as(made.all()).isZero();
        assertThat(archive).isNotEmptyFile();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(jar, archive);
        }
        List<String> options = options(archive);
        Said loaded = java(classes, with(options, "-Xlog:class+load:stdout"), "--version");
        assertThat(loaded.all()
                        .lines()
                        .filter(line -> line.contains("shared objects file (top)"))
                        .map(line -> line.replaceAll("(?s).*\\] ?(\\S+) source:.*", "$1")))
                .contains("dev.sternway.Sternway", "ch.qos.logback.classic.Logger");
        assertThat(loaded.code()).isZero();

        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
        silent(classes, options);
        Files.delete(archive);
        silent(classes, options);
        Files.writeString(archive, "no archive at all");
        silent(classes, options);
    }

    @Test
    void aFolderOfClassesCannotBeArchived() throws Exception {
        Said folders = java("target/classes" + libraries(), List.of(), "class-archive", "x.jsa");
        assertThat(folders.code()).isEqualTo(2);
        assertThat(folders.all()).contains("SW-0926").doesNotContain("\tat ");
    }

    @Test
    void imageUnitAndLauncherStartJavaTheSameWay() throws IOException {
        List<String> unit = options(Files.readString(UNIT));

        assertThat(unit).hasSize(7).contains("-Xlog:cds*=off", "-Xshare:auto");
        for (String other : List.of("docker/Dockerfile", "sternway")) {
            String text = Files.readString(Path.of(other));
            assertThat(unit.stream().map(option -> option.replaceFirst("SharedArchiveFile=.*", "SharedArchiveFile=")))
                    .as(other)
                    .allSatisfy(option -> assertThat(text).contains(option));
        }
    }

    private void silent(String classes, List<String> options) throws Exception {
        Said said = java(classes, options, "--version");
        assertThat(said.all()).isEqualTo("sternway 0.1.0\n");
        assertThat(said.code()).isZero();
    }

    private static List<String> options(Path archive) throws IOException {
        return options(Files.readString(UNIT)).stream()
                .map(option -> option.replaceFirst("SharedArchiveFile=.*", "SharedArchiveFile=" + archive))
                .toList();
    }

    private static List<String> options(String unit) {
        return Pattern.compile("(?<= )(-X\\S+)")
                .matcher(unit)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<String> with(List<String> options, String more) {
        List<String> all = new ArrayList<>(options);
        all.add(more);
        return all;
    }

    private static String libraries() {
        StringBuilder all = new StringBuilder();
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> part.endsWith(".jar"))
                .forEach(part -> all.append(File.pathSeparator).append(part));
        return all.toString();
    }

    private Said java(String classes, List<String> options, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .redirectErrorStream(true);
        builder.command().addAll(options);
        builder.command().addAll(List.of("-cp", classes, "dev.sternway.Sternway"));
        builder.command().addAll(List.of(words));
        Process process = builder.start();
        String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), all);
    }
}
