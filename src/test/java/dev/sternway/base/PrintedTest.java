package dev.sternway.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PrintedTest {
    @Test
    void holdsAllOfWhatIsShort() throws Exception {
        assertThat(Printed.of(text("one\ntwo"))).isEqualTo("one\ntwo");
        assertThat(Printed.by(text("one\n two \n\n")).complete().lastLine()).isEqualTo("two");
    }

    @Test
    void holdsTheBeginningAndTheEndAndSaysHowMuchIsLeftOut() throws Exception {
        String said = Printed.of(text("first\n" + "x".repeat(1 << 20) + "\nlast\n"));

        assertThat(said).startsWith("first\nxxx").endsWith("xxx\nlast\n").hasSizeLessThan(100_000);
        String dropped = said.replaceFirst("(?s).*… (\\d+) characters dropped ….*", "$1");
        assertThat(said.length() - "… ".length() - dropped.length() - " characters dropped …\n".length())
                .isEqualTo("first\n".length() + (1 << 20) + "\nlast\n".length() - Integer.parseInt(dropped));
    }

    @Test
    void passesOnLinesAndALongOneInPieces() throws Exception {
        List<String> lines = new ArrayList<>();

        Printed.lines(text("one\r\n\n" + "x".repeat(Printed.LONGEST_LINE + 1)), StandardCharsets.UTF_8, lines::add);

        assertThat(lines).containsExactly("one", "", "x".repeat(Printed.LONGEST_LINE), "x");
    }

    @Test
    void neverTakesHalfOfWhatIsWorkedOnForTheWhole() throws Exception {
        assertThat(Printed.by(text("x".repeat(10_000)), 20_000).complete().cut())
                .isFalse();
        assertThat(Printed.by(text("x".repeat(100_000)), 20_000).complete().cut())
                .isTrue();
    }

    /** In a Java of its own with a heap of 16 MiB, as running out of memory would take the other tests with it. */
    @Test
    @Timeout(60)
    void aProgramThatWritesAGigabyteLeavesASmallHeapInPeace(@TempDir Path folder) throws Exception {
        Path held = folder.resolve("held");
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Flooded.class.getName(),
                        held.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(reader.waitFor()).as(Printed.of(reader.getInputStream())).isZero();
        assertThat(held)
                .content()
                .startsWith("begin\n")
                .contains("characters dropped")
                .endsWith("end\n");
    }

    /** Reads half a gigabyte in one line and half a gigabyte of short ones. */
    static final class Flooded {
        private Flooded() {}

        public static void main(String[] into) throws Exception {
            Process flood = new ProcessBuilder(
                            "sh",
                            "-c",
                            "echo begin; head -c 512M /dev/zero | tr '\\0' x; echo; yes | head -c 512M; echo end")
                    .start();
            Printed printed = Printed.by(flood.getInputStream());
            flood.waitFor();
            Files.writeString(Path.of(into[0]), printed.complete().text());
        }
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
