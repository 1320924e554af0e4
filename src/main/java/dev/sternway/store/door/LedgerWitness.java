package dev.sternway.store.door;

import dev.sternway.ledger.Anchors;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Trail;
import dev.sternway.security.access.Witness;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** In a chain of its own, every entry of which is anchored. */
@Repository
class LedgerWitness implements Witness {
    private final Trail trail;

    LedgerWitness(Trail trail) {
        this.trail = trail;
    }

    @Override
    public void note(Deed deed, String actor, String what, Map<String, String> detail) {
        trail.append(Anchors.ACCESS, actor, Entry.Kind.valueOf(deed.name()), what, detail);
    }
}
