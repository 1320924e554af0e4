package dev.sternway.planner.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrationFolderTest extends FolderFixture {
    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> MigrationFolder.read(dir.resolve("nowhere"), Optional.empty(), Map.of()))
                .hasMessageContainingAll("SW-0460", "nowhere", "no such folder");
    }

    @Test
    void refusesAFileInPlaceOfAFolder() {
        assertThatThrownBy(() -> MigrationFolder.read(write("a.sql", ""), Optional.empty(), Map.of()))
                .hasMessageContainingAll("SW-0460", "a.sql");
    }

    @Test
    void refusesAnEmptyFolder() {
        write("README.md", "hello");

        refusal().hasMessageContainingAll("SW-0461", dir.toString());
    }

    @Test
    void namesTheOptionsWhenTheLayoutIsNotClear() {
        writeAll("V1__a.sql", "000001_b.up.sql");

        refusal()
                .hasMessageContainingAll(
                        "SW-0462",
                        "flyway as in V1__a.sql",
                        "golang-migrate as in 000001_b.up.sql",
                        "--layout flyway or --layout golang-migrate");
    }

    @Test
    void aStrayScriptBesideFlywaysIsNotClearButACallbackIs() {
        writeAll("V1__a.sql", "afterMigrate.sql");
        assertThat(read().layout()).isEqualTo(Layout.FLYWAY);

        writeAll("zeed.sql");
        refusal().hasMessageContainingAll("SW-0462", "flat as in zeed.sql");
    }

    @Test
    void namesTheLineThatIsNotUtf8() throws IOException {
        Files.write(dir.resolve("1.sql"), "select 1;\nselect 'caf\u00e9';".getBytes(StandardCharsets.ISO_8859_1));

        refusal().hasMessageContainingAll("SW-0465", "1.sql", "UTF-8", "line 2");
    }

    @Test
    void refusesTextOfSixteenBits() throws IOException {
        Files.write(dir.resolve("1.sql"), "select 1;".getBytes(StandardCharsets.UTF_16BE));

        refusal().hasMessageContainingAll("SW-0465", "1.sql", "NUL");
    }

    @Test
    void dropsTheByteOrderMark() {
        write("1.sql", "\uFEFFselect 1;");

        assertThat(read().migrations().get(0).up()).isEqualTo("select 1;");
    }

    @Test
    void doesNotLookIntoHiddenFolders() {
        writeAll("1.sql", ".git/V1__x.sql");

        assertThat(read().layout()).isEqualTo(Layout.FLAT);
    }
}
