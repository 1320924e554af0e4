package dev.sternway.planner.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** golang-migrate and diesel: a script up and a script down. */
class PairedLayoutsTest extends FolderFixture {
    @Test
    void pairsByNumberAndOrdersByIt() {
        writeAll("000010_z.up.sql", "000010_z.down.sql", "9_a.up.sql", "000011_no_way_back.up.sql");

        assertThat(read().layout()).isEqualTo(Layout.GOLANG_MIGRATE);
        assertThat(names()).containsExactly("9_a", "000010_z", "000011_no_way_back");
        assertThat(read().migrations().get(1).up()).isEqualTo("select '000010_z.up.sql';\n");
        assertThat(read().migrations().get(1).down()).contains("select '000010_z.down.sql';\n");
        assertThat(read().migrations().get(2).down()).isEmpty();
    }

    @Test
    void refusesTwoMigrationsOfOneNumber() {
        writeAll("01_a.up.sql", "1_b.up.sql");

        refusal().hasMessageContainingAll("SW-0463", "01_a.up.sql", "1_b.up.sql");
    }

    @Test
    void refusesADownScriptAlone() {
        writeAll("1_a.up.sql", "2_b.down.sql");

        refusal().hasMessageContainingAll("SW-0464", "2_b.down.sql");
    }

    @Test
    void saysWhereANumberIsMissing() {
        writeAll("1_a.up.sql", "4_b.up.sql");

        assertThat(read().notices()).containsExactly("The numbers jump from 1 to 4: is a migration missing?");
    }

    @Test
    void leavesOtherScriptsOutWhenTheLayoutIsGiven() {
        writeAll("1_a.up.sql", "seed.sql");

        assertThat(read(Layout.GOLANG_MIGRATE).migrations()).hasSize(1);
        assertThat(read(Layout.GOLANG_MIGRATE).notices())
                .anySatisfy(it -> assertThat(it).contains("seed.sql"));
    }

    @Test
    void readsAFolderPerMigration() {
        writeAll("2024-01-01-000000_a/up.sql", "2024-01-01-000000_a/down.sql", "2023-12-31-000000_z/up.sql");
        writeAll("2023-12-31-000000_z/notes.sql");

        assertThat(read(Layout.DIESEL).layout()).isEqualTo(Layout.DIESEL);
        assertThat(names()).containsExactly("2023-12-31-000000_z", "2024-01-01-000000_a");
        assertThat(read().migrations().get(1).down()).contains("select '2024-01-01-000000_a/down.sql';\n");
        assertThat(read().notices()).anySatisfy(it -> assertThat(it).contains("notes.sql"));
    }

    @Test
    void refusesAFolderWithADownScriptOnly() {
        writeAll("2024-01-01-000000_a/down.sql");

        refusal().hasMessageContainingAll("SW-0464", "2024-01-01-000000_a", "up.sql");
    }

    @Test
    void refusesTwoFoldersOfOneVersion() {
        writeAll("2024-01-01-000000_a/up.sql", "20240101000000_b/up.sql");

        refusal().hasMessageContainingAll("SW-0463", "2024-01-01-000000_a", "20240101000000_b");
    }
}
