package dev.sternway.run.diagram;

import dev.sternway.base.ProblemException;
import java.util.List;

/** The engine, as far as it tells where a rollback is in its diagrams. */
public interface RunDiagrams {
    /** The rollback's own diagram first, then those it went into, in order; steps have none. Empty when the engine forgot it. */
    List<Drawn> of(String runId);

    /**
     * The BPMN of the very version that runs.
     *
     * @throws ProblemException SW-1041 when the rollback did not go through such a diagram
     */
    String xml(String runId, String key);
}
