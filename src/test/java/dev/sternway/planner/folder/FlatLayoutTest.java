package dev.sternway.planner.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatLayoutTest extends FolderFixture {
    @Test
    void takesScriptsInNaturalOrderWithTheWayBackBesideThem() {
        writeAll("10-c.sql", "2-b.sql", "2-b.down.sql", "1-a.up.sql", "1-a.rollback.sql");

        assertThat(read().layout()).isEqualTo(Layout.FLAT);
        assertThat(names()).containsExactly("1-a.up.sql", "2-b.sql", "10-c.sql");
        assertThat(read().migrations().get(0).down()).contains("select '1-a.rollback.sql';\n");
        assertThat(read().migrations().get(1).down()).contains("select '2-b.down.sql';\n");
        assertThat(read().migrations().get(2).down()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-- +goose Up, -- +goose Down",
        "-- migrate:up transaction:false, -- migrate:down",
        "-- rambler up, -- rambler down",
        "-- +migrate Up notransaction, -- +migrate Down",
        "# --- !Ups, # --- !Downs",
        "-- only words, -- //@UNDO"
    })
    void tellsTheTwoWaysInOneFileApart(String up, String down) {
        write("1_a.sql", up + "\ncreate table t (a int);\n" + down + "\ndrop table t;\n");

        var migration = read().migrations().get(0);

        assertThat(migration.up().lines().skip(1)).containsExactly("create table t (a int);", "", "");
        assertThat(migration.down().orElseThrow().strip()).isEqualTo("drop table t;");
    }

    @Test
    void keepsTheLineNumbersOfTheFile() {
        write("1_a.sql", "-- +goose Down\ndrop table t;\n-- +goose Up\ncreate table t (a int);\n");

        assertThat(read().migrations().get(0).up()).isEqualTo("\n\n\ncreate table t (a int);\n");
    }

    @Test
    void goesBackThroughSeveralSectionsInTheOppositeOrder() {
        write("1_a.sql", "-- rambler up\nU1;\n-- rambler down\nD1;\n-- rambler up\nU2;\n-- rambler down\nD2;\n");

        assertThat(read().migrations().get(0).up().split("\\s+")).contains("U1;", "U2;");
        assertThat(read().migrations().get(0).down().orElseThrow().strip().split("\\s+"))
                .containsExactly("D2;", "D1;");
    }

    @Test
    void anEmptyWayBackIsNone() {
        write("1_a.sql", "-- migrate:up\nselect 1;\n-- migrate:down\n\n-- nothing to do\n");

        assertThat(read().migrations().get(0).down()).isEmpty();
    }

    @Test
    void refusesStatementsBeforeTheFirstMarker() {
        write("1_a.sql", "-- hello\nselect 1;\n-- +goose Up\nselect 2;\n");

        refusal().hasMessageContainingAll("SW-0464", "Line 2", "line 3", "1_a.sql");
    }

    @Test
    void refusesTwoMarkedFilesOfOneNumber() {
        write("1_a.sql", "-- migrate:up\nselect 1;\n");
        write("1_b.sql", "-- migrate:up\nselect 1;\n");

        refusal().hasMessageContainingAll("SW-0463", "1_a.sql", "1_b.sql");
    }

    @Test
    void refusesTwoWaysBack() {
        write("1_a.sql", "-- migrate:up\nselect 1;\n-- migrate:down\nselect 2;\n");
        writeAll("1_a.down.sql");

        refusal().hasMessageContainingAll("SW-0464", "1_a.sql", "1_a.down.sql");
    }

    @Test
    void refusesADownScriptWithoutItsMigration() {
        writeAll("1_a.sql", "2_b.down.sql");

        refusal().hasMessageContainingAll("SW-0464", "2_b.down.sql");
    }
}
