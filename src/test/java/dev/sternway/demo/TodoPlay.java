package dev.sternway.demo;

import dev.sternway.demo.proof.JournalProof;
import dev.sternway.demo.proof.SalvageReplay;
import dev.sternway.demo.proof.ServiceProof;
import dev.sternway.demo.proof.StateBefore;
import dev.sternway.demo.stage.Host;
import dev.sternway.demo.stage.Inbox;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.stage.PlanFolder;
import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.traffic.Journal;
import dev.sternway.demo.traffic.Traffic;
import dev.sternway.demo.victim.TodoDatabase;
import dev.sternway.demo.victim.VictimDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The to-do service: one service, one database, old clients and new ones. */
final class TodoPlay implements Play {
    private final Stage stage;
    private final Narrator narrator;
    private final TodoDatabase database;
    private final Inbox inbox;
    private final Host host;
    private final Journal journal;
    private @Nullable Traffic traffic;
    private @Nullable StateBefore before;

    TodoPlay(Stage stage, Narrator narrator, Inbox inbox, String release) throws IOException {
        this.stage = stage;
        this.narrator = narrator;
        this.inbox = inbox;
        database = stage.database();
        host = stage.host(database, release);
        journal = new Journal(stage.folder().resolve("journal.jsonl"));
    }

    @Override
    public VictimDatabase database() {
        return database;
    }

    @Override
    public void open(PlanFolder plan) throws IOException {
        plan.fit(database, host, inbox);
        host.release("1");
        narrator.say("to-do service  " + host.service() + "  version 1, database " + database.url());
    }

    @Override
    public void begin() {
        traffic = stage.keep(Traffic.start(host.service(), journal, 4, 4, Duration.ofMillis(120)));
        before = StateBefore.of(database);
    }

    @Override
    public void release(PlanFolder plan) throws IOException {
        MigrationFiles migration = new MigrationFiles(plan.path());
        for (Path file : migration.inOrder()) {
            narrator.say(file.getFileName().toString());
        }
        migration.applyTo(database);
        host.release("2");
        narrator.say("version 2 runs; old clients are still out there");
    }

    @Override
    public void suffer() {
        if (traffic != null) {
            narrator.say(traffic.errors() + " of " + traffic.requests() + " requests failed so far; the trigger fired");
        }
    }

    @Override
    public void end() {
        if (traffic != null) {
            traffic.close();
        }
    }

    @Override
    public void prove(PlanFolder plan, Promises promises) throws InterruptedException {
        StateBefore after = StateBefore.of(database);
        promises.tell(
                "schema, settings and untouched rows are as before",
                before == null ? List.of("nobody noted how it was") : before.differencesTo(after));
        ServiceProof service = new ServiceProof(host.service(), database);
        promises.tell("admin, member and guest can log in", service.logInFailures());
        promises.tell("the next insert into every table works", service.insertFailures());
        try {
            JournalProof proof = new JournalProof(journal);
            promises.tell(
                    journal.writes() + " acknowledged writes are in their tables",
                    proof.brokenPromises(JdbcClient.create(database.asSuperuser())));
            promises.tell(
                    proof.promisedValues("users", "email")
                            + " e-mail addresses that users gave can be brought back from what was set aside",
                    new SalvageReplay(database, "users", "email", new MigrationFiles(plan.path()), stage.folder())
                            .brokenPromises(proof));
        } catch (DataAccessException e) {
            promises.tell(
                    "acknowledged writes are in their tables",
                    List.of("the tables cannot be read: "
                            + e.getMostSpecificCause().getMessage()));
        }
    }

    @Override
    public String address() {
        return host.service() + "/health";
    }
}
