package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.demo.proof.ServiceProof;
import dev.sternway.demo.proof.StateBefore;
import dev.sternway.demo.stage.Host;
import dev.sternway.demo.stage.Inbox;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.stage.PlanFolder;
import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.victim.TodoDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** The demo's parts on their own, without Sternway. */
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void deploysByScriptAndLeavesNoProcessBehind() throws Exception {
        TodoDatabase database = TodoDatabase.create(TestCluster.url(), "deploy");
        long process;
        try (Stage stage = new Stage(folder)) {
            Host host = stage.host(database, "add-email");
            host.release("1");
            process = Long.parseLong(
                    Files.readString(folder.resolve("host/state/pid")).strip());
            assertThat(new ServiceProof(host.service(), database).logInFailures())
                    .isEmpty();
            assertThat(ProcessHandle.of(process)).get().matches(ProcessHandle::isAlive);
        }
        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void writesItsPortsIntoItsOwnCopyOfThePlan() throws Exception {
        try (Stage stage = new Stage(folder)) {
            TodoDatabase database = new TodoDatabase(TestCluster.url(), "fit");
            Host host = stage.host(database, "MIG-002");
            Inbox inbox = stage.inbox();
            PlanFolder plan = PlanFolder.copy(Path.of("plans/MIG-002"), folder.resolve("plan"));
            plan.fit(database, host, inbox);
            assertThat(folder.resolve("plan/environments/demo.yaml"))
                    .content()
                    .contains(database.url(), host.service().toString(), inbox.mailUrl(), inbox.chatUrl());
            assertThat(plan.zip()).isNotEmpty();
        }
    }

    @Test
    void provesThatEverythingIsAsBeforeOrSaysWhatIsNot() throws Exception {
        TodoDatabase database = TodoDatabase.create(TestCluster.url(), "state");
        JdbcClient jdbc = JdbcClient.create(database.asSuperuser());
        StateBefore before = StateBefore.of(database);
        assertThat(before.differencesTo(StateBefore.of(database))).isEmpty();
        new MigrationFiles(Path.of("plans/add-email")).applyTo(database);
        jdbc.sql("UPDATE settings SET value = 'x' WHERE name = 'setting-1'").update();
        jdbc.sql("ALTER DATABASE state CONNECTION LIMIT 7").update();
        assertThat(before.differencesTo(StateBefore.of(database)))
                .anyMatch(line -> line.contains("in addition:     email text NOT NULL"))
                .anyMatch(line -> line.startsWith("settings: not the same rows"))
                .anyMatch(line -> line.contains("limit 7"));
        jdbc.sql("DROP TABLE tasks").update();
        assertThat(before.differencesTo(StateBefore.of(database)))
                .anyMatch(line -> line.contains("tasks that were there before") && line.contains("unreadable"));
        assertThat(new ServiceProof(java.net.URI.create("http://localhost:1"), database).insertFailures())
                .isNotEmpty();
    }

    @Test
    void noticesASequenceThatLagsBehind() {
        TodoDatabase database = TodoDatabase.create(TestCluster.url(), "sequence");
        ServiceProof proof = new ServiceProof(java.net.URI.create("http://localhost:1"), database);
        assertThat(proof.insertFailures()).isEmpty();
        JdbcClient.create(database.asSuperuser())
                .sql("SELECT setval('tasks_id_seq', 10)")
                .query()
                .singleRow();
        assertThat(proof.insertFailures()).hasSize(1).first().asString().contains("tasks_pkey");
    }

    @Test
    void refusesAPlanItDoesNotKnow() {
        CommandLine line = new CommandLine(new Demo()).registerConverter(Demo.Release.class, Demo.Release::named);
        line.setErr(new java.io.PrintWriter(java.io.Writer.nullWriter()));
        assertThat(line.execute("--plan", "nothing")).isEqualTo(2);
    }
}
