package dev.sternway.run.propose;

import java.util.List;
import java.util.Optional;

/** Where proposals are kept. */
public interface Proposals {
    void add(Proposal proposal);

    Optional<Proposal> find(String id);

    /** Newest first, at most 200. */
    List<Proposal> all();

    /** @return false when there is a verdict already */
    boolean settle(String id, Proposal.Verdict verdict);
}
