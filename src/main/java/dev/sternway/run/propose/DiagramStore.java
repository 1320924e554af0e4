package dev.sternway.run.propose;

import java.util.Map;

/** The engine, as far as diagrams are concerned. */
public interface DiagramStore {
    /** Whether a second person must agree. */
    boolean guarded();

    /** @throws dev.sternway.base.ProblemException SW-0831 when a file breaks a rule */
    void check(Map<String, String> files);

    /** @return the deployment's id */
    String deploy(String name, Map<String, String> files);
}
