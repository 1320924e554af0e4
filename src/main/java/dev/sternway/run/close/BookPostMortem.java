package dev.sternway.run.close;

import dev.sternway.document.PostMortemInvitation;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.step.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Books the blameless post-mortem: a calendar file among the documents, and in the workspace for the mail. */
@Component
public class BookPostMortem {
    static final String FILE = "post-mortem.ics";

    private final Runs runs;
    private final Documents documents;
    private final Workspaces workspaces;
    private final Trail trail;
    private final Clock clock;

    BookPostMortem(Runs runs, Documents documents, Workspaces workspaces, Trail trail, Clock clock) {
        this.runs = runs;
        this.documents = documents;
        this.workspaces = workspaces;
        this.trail = trail;
        this.clock = clock;
    }

    @Transactional
    public void book(String runId) {
        Runs.Run run = runs.get(runId);
        Rollback rollback = run.rollback().orElseThrow();
        var plan = run.plan();
        var wanted = plan.afterwards().postMortem();
        ZoneId zone = wanted.zone().map(ZoneId::of).orElseGet(ZoneId::systemDefault);
        Instant start = PostMortemInvitation.when(clock.instant(), wanted.within(), zone);
        String name = rollback.incident().orElse(runId);
        List<String> invited = wanted.invite();
        String calendar = PostMortemInvitation.of(
                runId + "@sternway.dev",
                "Post-mortem " + name + ": " + plan.metadata().title(),
                "Blameless post-mortem. What happened: " + rollback.reason(),
                start.atZone(zone),
                invited.isEmpty() ? "sternway@localhost" : invited.get(0),
                invited,
                clock.instant());
        documents.write(runId, FILE, calendar);
        try {
            Files.writeString(workspaces.of(run.guard().id()).resolve(FILE), calendar);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        trail.append(
                runId,
                "sternway",
                Entry.Kind.POST_MORTEM_BOOKED,
                "booked the post-mortem for " + start.atZone(zone),
                Map.of("start", start.toString()));
    }
}
