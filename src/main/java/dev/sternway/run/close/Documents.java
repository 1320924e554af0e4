package dev.sternway.run.close;

import java.util.Optional;

/** Where written documents are kept: report.md, report.html, post-mortem.ics. */
public interface Documents {
    void write(String runId, String name, String content);

    Optional<String> find(String runId, String name);
}
