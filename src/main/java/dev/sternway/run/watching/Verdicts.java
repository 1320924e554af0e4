package dev.sternway.run.watching;

import dev.sternway.watch.Verdict;
import java.util.List;

/** Where verdicts are kept, near misses too. */
public interface Verdicts {
    void add(String guardId, Verdict verdict);

    /** The newest of each trigger. */
    List<Verdict> latest(String guardId);
}
