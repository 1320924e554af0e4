package dev.sternway.api;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Anchors;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.LedgerFile;
import dev.sternway.run.Trail;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ledger as a file that can be verified without Sternway's server. */
@RestController
class LedgerDoor {
    private final Trail trail;

    LedgerDoor(Trail trail) {
        this.trail = trail;
    }

    /** The anchors are read first: whatever they name is there when its run is read. */
    @GetMapping("/api/ledger")
    void export(@RequestParam Optional<String> run, HttpServletResponse response) throws IOException {
        List<Entry> first = trail.of(run.orElse(Anchors.CHAIN));
        if (run.isPresent() && first.isEmpty()) {
            throw ProblemException.of("SW-0713", "The ledger knows no such run", run.get(), "Look at sternway status");
        }
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        PrintWriter out = response.getWriter();
        out.println(LedgerFile.head(run));
        first.forEach(entry -> out.println(LedgerFile.line(entry)));
        if (run.isEmpty()) {
            for (String each : trail.runs()) {
                trail.of(each).forEach(entry -> out.println(LedgerFile.line(entry)));
            }
        }
    }
}
