package dev.sternway.demo;

import dev.sternway.demo.proof.JournalProof;
import dev.sternway.demo.proof.SalvageReplay;
import dev.sternway.demo.proof.ServiceProof;
import dev.sternway.demo.proof.StateBefore;
import dev.sternway.demo.stage.Host;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.stage.PlanFolder;
import dev.sternway.demo.traffic.Journal;
import dev.sternway.demo.victim.TodoDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the demo promises, checked with its own code. */
final class Promises {
    private final Narrator narrator;
    private final List<String> broken = new ArrayList<>();

    Promises(Narrator narrator) {
        this.narrator = narrator;
    }

    /** What was not kept, as sentences. */
    List<String> check(
            TodoDatabase database, StateBefore before, Journal journal, Host host, PlanFolder plan, Path folder)
            throws InterruptedException {
        StateBefore after = StateBefore.of(database);
        List<String> differences = before.differencesTo(after);
        tell("schema, settings and untouched rows are as before", differences);
        ServiceProof service = new ServiceProof(host.service(), database);
        tell("admin, member and guest can log in", service.logInFailures());
        tell("the next insert into every table works", service.insertFailures());
        try {
            tell(
                    journal.writes() + " acknowledged writes are in their tables",
                    new JournalProof(journal).brokenPromises(JdbcClient.create(database.asSuperuser())));
            tell(
                    new JournalProof(journal).promisedValues("users", "email")
                            + " e-mail addresses that users gave can be brought back from what was set aside",
                    new SalvageReplay(database, new MigrationFiles(plan.path()), folder).brokenPromises(journal));
        } catch (DataAccessException e) {
            tell(
                    "acknowledged writes are in their tables",
                    List.of("the tables cannot be read: "
                            + e.getMostSpecificCause().getMessage()));
        }
        return List.copyOf(broken);
    }

    private void tell(String promise, List<String> failures) {
        narrator.say((failures.isEmpty() ? "✔ " : "✘ ") + promise);
        failures.stream().limit(5).forEach(failure -> narrator.say("    " + failure));
        if (failures.size() > 5) {
            narrator.say("    and " + (failures.size() - 5) + " more");
        }
        broken.addAll(failures);
    }
}
