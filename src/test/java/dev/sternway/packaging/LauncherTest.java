package dev.sternway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sternway} of a working copy whose build and whose Sternway are tiny: what it starts, with which archive. */
class LauncherTest {
    private static final String TINY = """
            package dev.sternway;
            import java.io.*;
            import java.lang.management.ManagementFactory;
            import java.nio.file.*;
            public class Sternway {
                static void print(FileDescriptor where, String line) {
                    new PrintStream(new FileOutputStream(where), true).println(line);
                }
                public static void main(String[] words) throws Exception {
                    if (words[0].equals("class-archive")) {
                        Files.writeString(Path.of("archived"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        if (System.getenv("NO_SPACE") != null) {
                            print(FileDescriptor.err, "SW-0928 no space");
                            System.exit(2);
                        }
                        Files.writeString(Path.of(words[1]), "no archive at all");
                        return;
                    }
                    print(FileDescriptor.out, ManagementFactory.getRuntimeMXBean().getInputArguments() + " " + String.join(" ", words));
                }
            }
            """;
    private static final String BUILD = """
            #!/bin/sh
            echo x >>built
            mkdir -p target/classes target/launcher
            cp -r tiny/* target/classes
            : >target/launcher/main.classpath
            """;

    @TempDir
    private Path copy;

    private record Said(int code, String out, String err) {}

    @BeforeEach
    void aWorkingCopy() throws IOException {
        for (String folder : List.of(".ci", "src/main", "processes", "forms", ".mvn", "tiny")) {
            Files.createDirectories(copy.resolve(folder));
        }
        Files.copy(Path.of("sternway"), copy.resolve("sternway"));
        Files.copy(Path.of(".ci/needs.sh"), copy.resolve(".ci/needs.sh"));
        Files.writeString(copy.resolve("pom.xml"), "<project/>");
        Files.writeString(copy.resolve("mvnw"), BUILD);
        assertThat(copy.resolve("mvnw").toFile().setExecutable(true)).isTrue();
        Path source =
                Files.writeString(Files.createDirectory(copy.resolve("source")).resolve("Sternway.java"), TINY);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", copy.resolve("tiny").toString(), source.toString()))
                .isZero();
    }

    @Test
    void theFirstStartArchivesTheClassesOnceAndLaterOnesUseThemSilently() throws Exception {
        Said first = sternway(Map.of(), "serve", "--port", "0");
        Said second = sternway(Map.of(), "serve", "--port", "0");
        Said verb = sternway(Map.of(), "status");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).contains("Building Sternway", "Writing down which classes");
        assertThat(second.err()).isEmpty();
        assertThat(second.out())
                .startsWith("[")
                .contains("-XX:SharedArchiveFile=" + archive())
                .endsWith("] serve --port 0\n");
        assertThat(verb.out()).contains("-XX:SharedArchiveFile=" + archive()).endsWith("] status\n");
        assertThat(copy.resolve("archived")).hasContent("x");
        assertThat(copy.resolve("built")).hasContent("x");
    }

    @Test
    void aStartGoesOnWithoutTheArchiveThatCouldNotBeMadeAndDoesNotTryAgain() throws Exception {
        Said first = sternway(Map.of("NO_SPACE", "yes"), "serve");
        Said second = sternway(Map.of("NO_SPACE", "yes"), "serve");

        assertThat(first.code()).isZero();
        assertThat(first.err()).contains("SW-0928");
        assertThat(second.err()).isEmpty();
        assertThat(List.of(first.out(), second.out()))
                .allSatisfy(
                        out -> assertThat(out).doesNotContain("SharedArchive").endsWith("] serve\n"));
        assertThat(copy.resolve("archived")).hasContent("x");
    }

    @Test
    void anArchiveThatWasCutOffIsNotGivenToJavaWhichWouldDieOfIt() throws Exception {
        sternway(Map.of(), "serve");
        Files.writeString(archive(), "cut");

        Said verb = sternway(Map.of(), "status");
        assertThat(verb.out()).doesNotContain("SharedArchive").endsWith("] status\n");
        assertThat(sternway(Map.of(), "serve").out()).contains("-XX:SharedArchiveFile=" + archive());
        assertThat(copy.resolve("archived")).hasContent("xx");
    }

    @Test
    void aNewBuildArchivesAnew() throws Exception {
        sternway(Map.of(), "serve");
        Files.writeString(copy.resolve("src/main/Changed.java"), "class Changed {}");

        assertThat(sternway(Map.of(), "status").out()).doesNotContain("SharedArchive");
        assertThat(sternway(Map.of(), "serve").out()).contains("-XX:SharedArchiveFile=" + archive());
        assertThat(copy.resolve("archived")).hasContent("xx");
    }

    @Test
    void whoeverWantsNoneGetsNone() throws Exception {
        Said served = sternway(Map.of("STERNWAY_CLASS_ARCHIVE", "no"), "serve");

        assertThat(served.out()).doesNotContain("SharedArchive").endsWith("] serve\n");
        assertThat(copy.resolve("archived")).doesNotExist();
    }

    private Path archive() throws IOException {
        return copy.toRealPath().resolve("target/launcher/sternway.jsa");
    }

    private Said sternway(Map<String, String> more, String... words) throws Exception {
        Path err = copy.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(copy.resolve("sternway").toString())
                .directory(copy.toFile())
                .redirectError(err.toFile());
        builder.command().addAll(List.of(words));
        builder.environment().putAll(more);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, Files.readString(err));
    }
}
