package dev.sternway.planner.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlywayLayoutTest extends FolderFixture {
    @Test
    void takesVersionsInFlywaysOrderAndRepeatablesLast() {
        writeAll("V10__ten.sql", "V2__two.sql", "V1_10__later.sql", "V1_9__earlier.sql", "V1.9.1__between.sql");
        writeAll("R__views.sql", "R__functions.sql", "V002_1__two_one.sql");

        assertThat(read().layout()).isEqualTo(Layout.FLYWAY);
        assertThat(names())
                .containsExactly(
                        "V1_9__earlier.sql",
                        "V1.9.1__between.sql",
                        "V1_10__later.sql",
                        "V2__two.sql",
                        "V002_1__two_one.sql",
                        "V10__ten.sql",
                        "R__functions.sql",
                        "R__views.sql");
    }

    @Test
    void takesUndoScriptsAsTheWayBackWhateverTheirDescription() {
        writeAll("V1__a.sql", "V2__b.sql", "U2.0__other_words.sql");

        assertThat(read().migrations().get(0).down()).isEmpty();
        assertThat(read().migrations().get(1).down()).contains("select 'U2.0__other_words.sql';\n");
    }

    @Test
    void looksIntoSubfoldersAndNamesTheFile() {
        writeAll("2023/V1__a.sql", "2024/q1/V2__b.sql");

        assertThat(read().migrations().get(1).file())
                .isEqualTo(dir.resolve("2024/q1/V2__b.sql").toString());
    }

    @Test
    void startsAtTheNewestBaseline() {
        writeAll("V1__a.sql", "V2__b.sql", "V3__c.sql", "B1__old.sql", "B2__base.sql", "U2__b.sql");

        assertThat(names()).containsExactly("B2__base.sql", "V3__c.sql");
        assertThat(read().notices()).anySatisfy(it -> assertThat(it).contains("baseline 2", "2 older"));
    }

    @Test
    void leavesCallbacksStraysAndProgramsOutAndSaysSo() {
        writeAll("V1__a.sql", "afterMigrate.sql", "beforeEachMigrate__log.sql");
        write("V2__b.java", "class V2__b {}");

        assertThat(names()).containsExactly("V1__a.sql");
        assertThat(read().notices())
                .anySatisfy(it -> assertThat(it).contains("callback", "afterMigrate.sql"))
                .anySatisfy(it -> assertThat(it).contains("callback", "beforeEachMigrate__log.sql"))
                .anySatisfy(it -> assertThat(it).contains("program", "V2__b.java"));
    }

    @Test
    void fillsInPlaceholders() {
        write("V1__a.sql", "create table ${schema}.t (a int);");
        write("U1__a.sql", "drop table ${schema}.t;");

        var migration = MigrationFolder.read(dir, Optional.empty(), Map.of("schema", "shop$1"))
                .migrations()
                .get(0);

        assertThat(migration.up()).isEqualTo("create table shop$1.t (a int);");
        assertThat(migration.down()).contains("drop table shop$1.t;");
    }

    @Test
    void stopsAtAPlaceholderWithoutAValue() {
        write("V1__a.sql", "-- first\ncreate table ${schema}.t (a int);");

        refusal().hasMessageContainingAll("SW-0466", "${schema}", "line 2", "V1__a.sql", "--placeholder schema=VALUE");
    }

    @Test
    void leavesPlaceholdersAloneWhereTheScriptsSettingsSaySo() {
        write("V1__a.sql", "select '${not me}';");
        write("V1__a.sql.conf", "placeholderReplacement = false\n");

        assertThat(read().migrations().get(0).up()).isEqualTo("select '${not me}';");
    }

    @Test
    void saysWhichPlaceholderIsUsedNowhere() {
        writeAll("V1__a.sql");

        assertThat(MigrationFolder.read(dir, Optional.empty(), Map.of("shema", "x"))
                        .notices())
                .anySatisfy(it -> assertThat(it).contains("shema"));
    }

    @Test
    void refusesTwoScriptsOfOneVersion() {
        writeAll("V1__a.sql", "sub/V1.0__b.sql");

        refusal().hasMessageContainingAll("SW-0463", "V1__a.sql", "sub/V1.0__b.sql");
    }

    @Test
    void refusesAnUndoWithoutItsMigration() {
        writeAll("V1__a.sql", "U2__b.sql");

        refusal().hasMessageContainingAll("SW-0464", "U2__b.sql");
    }

    @Test
    void refusesAVersionThatFlywayCannotRead() {
        writeAll("V1__a.sql", "V2.__b.sql");

        refusal().hasMessageContainingAll("SW-0464", "V2.__b.sql");
    }

    @Test
    void saysWhereNumbersJumpButNotForDates() {
        writeAll("V1__a.sql", "V3__c.sql", "V20240101120000__d.sql", "V20250101120000__e.sql");

        assertThat(read().notices()).containsExactly("The numbers jump from 1 to 3: is a migration missing?");
    }

    @Test
    void refusesAFolderOfAnotherLayout() {
        writeAll("0001_a.up.sql");

        assertThatThrownBy(() -> read(Layout.FLYWAY)).hasMessageContainingAll("SW-0461", "flyway");
    }
}
