package dev.sternway.run.backup;

import dev.sternway.base.ProblemException;
import java.nio.file.Path;

/** Sternway's own database, which is backed up while it is in use. */
public interface OwnDatabase {
    /** @throws ProblemException SW-0884 where the database's own tools do that */
    void backUp(Path file);
}
