package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileThatIsCutOffLeavesWhatWasThereBefore() throws Exception {
        Path file = Files.writeString(folder.resolve("export.csv"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write("half");
                    throw new IOException("cut off");
                }))
                .hasMessage("cut off");
        assertThat(file).hasContent("old");

        WholeFile.write(file, "new");
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining("glob:**export.csv").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aLinkStaysALinkAndADeviceADevice() throws Exception {
        Path file = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        WholeFile.write(link, "new");
        WholeFile.write(Path.of("/dev/null"), "gone");

        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
