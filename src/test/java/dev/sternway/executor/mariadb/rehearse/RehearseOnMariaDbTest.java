package dev.sternway.executor.mariadb.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.MigrationProbe;
import dev.sternway.database.Rehearsal;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.RehearseRollback;
import dev.sternway.executor.mariadb.MariaCopy;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseOnMariaDbTest {
    @TempDir
    Path workspace;

    private MariaVictim victim;

    @BeforeEach
    void armed() throws Exception {
        victim = new MariaVictim(workspace);
        victim.run(
                "CREATE TRIGGER shout BEFORE INSERT ON users FOR EACH ROW SET NEW.name = UPPER(NEW.name)",
                "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM tasks WHERE title IS NULL");
        victim.step(new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE));
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        victim.context
                .file("V1.sql", "ALTER TABLE users ADD COLUMN email varchar(100);")
                .file(
                        "V2.sql",
                        "UPDATE users SET email = CONCAT(name, '@x.example');\nDELIMITER //\nCREATE TRIGGER told AFTER INSERT ON"
                                + " users FOR EACH ROW BEGIN SET @told = NEW.name; END//\nDELIMITER ;\n")
                .file("level-1.sql", "ALTER TABLE users DROP COLUMN email;")
                .file("level-2.sql", "DROP TRIGGER told;\nALTER TABLE users DROP COLUMN email;")
                .file("wrong.sql", "DROP TRIGGER told;")
                .file("global.sql", "SET GLOBAL max_connections = 7;")
                .file("escape.sql", "UPDATE " + victim.name + ".users SET score = 0;");
    }

    @Test
    void everyLevelIsProvenOnScratchCopies() throws Exception {
        Map<String, String> evidence = rehearse(List.of("V1.sql", "V2.sql"), List.of("level-2.sql"));

        assertThat(evidence).containsOnlyKeys("L1", "L2", "L3");
        Rehearsal rehearsal = PlanMapper.json().readValue(victim.context.notes.get("rehearsal/db"), Rehearsal.class);
        assertThat(rehearsal.levels().get("L2").loses()).containsExactly("users.email");
        assertThat(rehearsal.dropsOrNarrows()).isFalse();
        assertThat(MigrationProbe.applied(TargetDatabase.mariaDb(victim.context, "db"), rehearsal))
                .hasValue(0);
        victim.run(victim.context.files.get("V1.sql"));
        assertThat(MigrationProbe.applied(TargetDatabase.mariaDb(victim.context, "db"), rehearsal))
                .hasValue(1);
        assertThat(MariaDbServer.value(
                        "",
                        "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE '" + victim.name
                                + "\\_\\_%'"))
                .as("only the armed copy is left")
                .isEqualTo("1");
        assertThat(MariaDbServer.value("", "SELECT COUNT(*) FROM mysql.user WHERE user LIKE 'sternway\\_%'"))
                .isEqualTo("0");
    }

    @Test
    void aScriptThatLeavesSomethingIsNotProven() throws Exception {
        assertThat(new RehearseRollback()
                        .run(inputs(List.of("V1.sql", "V2.sql"), List.of("wrong.sql")), victim.context))
                .asString()
                .contains("SW-0437", "email");
    }

    @Test
    void aScriptReachesNothingButItsCopy() {
        assertThatThrownBy(() -> rehearse(List.of("escape.sql"), List.of()))
                .hasMessageContaining("SW-0438")
                .hasMessageContaining("denied");
        assertThat(victim.value("SELECT COUNT(*) FROM users WHERE score = 0")).isEqualTo("0");
    }

    @Test
    void aScriptThatSpeaksToTheWholeServerIsNotRehearsed() {
        assertThatThrownBy(() -> rehearse(List.of("global.sql"), List.of())).hasMessageContaining("SW-0599");
    }

    @Test
    void codeThatNamesAnotherSchemaIsNotWokenInACopy() {
        victim.run("CREATE TRIGGER far AFTER UPDATE ON tasks FOR EACH ROW DELETE FROM mysql.no_such_table");

        assertThatThrownBy(() -> rehearse(List.of("V1.sql"), List.of())).hasMessageContaining("SW-0599");
    }

    private Map<String, String> rehearse(List<String> migrations, List<String> level2) throws Exception {
        return victim.step(new RehearseRollback(), inputs(migrations, level2));
    }

    private static RehearseRollback.Inputs inputs(List<String> migrations, List<String> level2) {
        return new RehearseRollback.Inputs(
                "db", migrations, Optional.of(2), List.of("level-1.sql"), level2, List.of(), List.of());
    }
}
