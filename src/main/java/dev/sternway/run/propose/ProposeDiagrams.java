package dev.sternway.run.propose;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Trail;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes files in, deploys them where one person may, and otherwise has another person decide. */
@Component
public class ProposeDiagrams {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 1_000;
    private static final int MOST_FILES = 50;

    private final Proposals proposals;
    private final DiagramStore diagrams;
    private final Trail trail;
    private final Clock clock;

    ProposeDiagrams(Proposals proposals, DiagramStore diagrams, Trail trail, Clock clock) {
        this.proposals = proposals;
        this.diagrams = diagrams;
        this.trail = trail;
        this.clock = clock;
    }

    public List<Proposal> all() {
        return proposals.all();
    }

    /** @throws ProblemException SW-0833 when there is none */
    public Proposal get(String id) {
        return proposals
                .find(id)
                .orElseThrow(() ->
                        ProblemException.of("SW-0833", "There is no proposal " + id, id, "Look at GET /api/processes"));
    }

    /** @throws ProblemException SW-0831 when a file breaks a rule, SW-0845 when there is nothing to deploy */
    @Transactional
    public Proposal propose(String name, Map<String, String> files, String person) {
        if (name.isBlank() || name.length() > LONGEST_NAME || files.isEmpty() || files.size() > MOST_FILES) {
            throw ProblemException.of(
                    "SW-0845",
                    "The proposal has no name or no files, or too many",
                    "name, files",
                    "Send a name of at most " + LONGEST_NAME + " characters and 1 to " + MOST_FILES + " files");
        }
        diagrams.check(files);
        Proposal proposal = new Proposal(
                UUID.randomUUID().toString(), name, person, clock.instant(), digest(files), files, Optional.empty());
        proposals.add(proposal);
        note(proposal, person, Entry.Kind.DIAGRAMS_PROPOSED, "proposed " + name);
        return diagrams.guarded() ? proposal : deploy(proposal, person);
    }

    /** @throws ProblemException SW-0834 when it is one's own, SW-0835 when it is decided */
    @Transactional
    public Proposal approve(String id, String person) {
        Proposal proposal = get(id);
        if (proposal.proposedBy().equals(person)) {
            throw ProblemException.of(
                    "SW-0834",
                    "Nobody lets in what they proposed themselves",
                    person,
                    "Ask another designer or an administrator");
        }
        return deploy(proposal, person);
    }

    /** One may take back what one proposed. @throws ProblemException SW-0835 when it is decided */
    @Transactional
    public Proposal reject(String id, String reason, String person) {
        Proposal proposal = get(id);
        String said = reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
        settle(id, new Proposal.Verdict(false, person, clock.instant(), Optional.empty(), said));
        note(proposal, person, Entry.Kind.DIAGRAMS_REJECTED, "rejected " + proposal.name() + ": " + said);
        return get(id);
    }

    private Proposal deploy(Proposal proposal, String person) {
        String deployment = diagrams.deploy(proposal.name(), proposal.files());
        settle(proposal.id(), new Proposal.Verdict(true, person, clock.instant(), Optional.of(deployment), ""));
        note(proposal, person, Entry.Kind.DIAGRAMS_DEPLOYED, "deployed " + proposal.name());
        return get(proposal.id());
    }

    private void settle(String id, Proposal.Verdict verdict) {
        if (!proposals.settle(id, verdict)) {
            throw ProblemException.of(
                    "SW-0835", "The proposal is decided already", id, "Look at GET /api/processes/" + id);
        }
    }

    private void note(Proposal proposal, String person, Entry.Kind kind, String text) {
        trail.append(
                proposal.id(),
                person,
                kind,
                text,
                Map.of(
                        "digest",
                        proposal.digest(),
                        "files",
                        String.join(", ", proposal.files().keySet())));
    }

    private static String digest(Map<String, String> files) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(files)
                .forEach((name, content) ->
                        all.append(name).append('\0').append(Digest.of(content)).append('\n'));
        return Digest.of(all.toString());
    }
}
