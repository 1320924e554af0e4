package dev.sternway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.Demo.Release;
import dev.sternway.demo.stage.DemoFailure;
import dev.sternway.demo.stage.Inbox;
import dev.sternway.demo.stage.PlanFolder;
import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.stage.SternwayServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happens in the demo, in order. */
final class Story {
    private final Stage stage;
    private final Narrator narrator;
    private final String release;
    private final boolean interactive;
    private final boolean exit;
    private final Optional<String> sabotage;
    private final Inbox inbox;
    private final Play play;
    private final SternwayServer server;

    Story(Stage stage, Narrator narrator, Release release, boolean interactive, boolean exit, Optional<String> sabotage)
            throws IOException {
        this.stage = stage;
        this.narrator = narrator;
        this.release = release.plan;
        this.interactive = interactive;
        this.exit = exit;
        this.sabotage = sabotage;
        narrator.chapter("Setting the stage: Sternway, " + release.cast + ", a mail and a chat sink");
        server = stage.sternway();
        inbox = stage.inbox();
        play = release == Release.STOREFRONT
                ? new ShopPlay(stage, narrator, inbox)
                : new TodoPlay(stage, narrator, inbox, release.plan);
    }

    void tell(Path home) throws IOException, InterruptedException {
        PlanFolder plan = PlanFolder.copy(
                home.resolve("plans").resolve(release), stage.folder().resolve("plan"));
        play.open(plan);
        server.awaitReady(Duration.ofSeconds(120));
        narrator.say("Sternway       " + server.url() + "  (admin / admin), log " + server.log());
        Desk desk = new Desk(server, narrator, interactive, exit);
        desk.employ();
        RollbackWatch watch =
                new RollbackWatch(server, desk, narrator, Duration.ofMinutes(interactive || !exit ? 120 : 4));
        play.begin();

        narrator.chapter("Arming the plan " + release + ": review, backup, restore test, rehearsal, approval");
        String guard = server.upload("maria", "/api/guards?environment=demo", plan.zip())
                .path("id")
                .asText();
        watch.untilArmed(guard);

        narrator.chapter("Releasing: migration, then version 2");
        play.release(plan);

        narrator.chapter("Something is wrong");
        String rollback = watch.untilTriggered(release, guard);
        play.suffer();
        Optional<Sabotage> hand = sabotage.map(sql -> stage.keep(new Sabotage(play.database(), sql)));
        JsonNode end = watch.untilOver(rollback);

        play.end();
        requireRolledBack(end, desk);
        narrator.chapter("Proving it, without asking Sternway");
        hand.flatMap(Sabotage::done).ifPresent(sql -> narrator.say("somebody did this by hand: " + sql));
        Promises promises = new Promises(narrator);
        play.prove(plan, promises);
        new Summary(narrator).print(end, promises.broken(), report(rollback));
        narrator.say(inbox.mails() + " mails and " + inbox.posts() + " chat messages were sent");
        judge(end, promises.broken());
    }

    /** Until Ctrl-C. */
    void stayUp() throws InterruptedException {
        narrator.chapter("Still up, for looking around; Ctrl-C ends everything");
        narrator.say("Tasklist  " + server.url() + "/operaton/app/tasklist/   maria / maria, cto / cto, …");
        narrator.say("Cockpit   " + server.url() + "/operaton/app/cockpit/    admin / admin");
        narrator.say("REST      " + server.url() + "/api/rollbacks, " + server.url() + "/engine-rest");
        narrator.say("Service   " + play.address());
        Thread.currentThread().join();
    }

    private String report(String rollback) throws IOException, InterruptedException {
        Path last = stage.folder();
        for (String file : List.of("post-mortem.ics", "report.html", "report.md")) {
            Optional<SternwayServer.Answer> answer = server.get("maria", "/api/rollbacks/" + rollback + "/" + file)
                    .filter(a -> a.status() == 200);
            if (answer.isEmpty()) {
                throw new DemoFailure("Sternway has no " + file + " for the rollback " + rollback);
            }
            last = Files.writeString(stage.folder().resolve(file), answer.get().text());
        }
        return last.toString();
    }

    /** A rollback that stopped half-way leaves the database frozen, for people to look at: nothing else is asked of it. */
    private static void requireRolledBack(JsonNode end, Desk desk) {
        String state = end.path("state").asText();
        if (!state.equals("ROLLED_BACK")) {
            throw new DemoFailure("the rollback ended as " + state
                    + desk.failedStep().map(step -> ": " + step).orElse(""));
        }
    }

    private static void judge(JsonNode end, List<String> broken) {
        if (!broken.isEmpty()) {
            throw new DemoFailure(broken.get(0) + (broken.size() > 1 ? " (and " + (broken.size() - 1) + " more)" : ""));
        }
        if (!end.path("salvage").path("lost").asText("0").equals("0")) {
            throw new DemoFailure("Sternway says that " + end.path("salvage").path("lost") + " rows were lost");
        }
    }
}
