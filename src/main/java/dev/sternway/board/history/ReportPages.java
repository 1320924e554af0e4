package dev.sternway.board.history;

import dev.sternway.base.ProblemException;
import dev.sternway.document.paper.ReportPdf;
import dev.sternway.run.close.Documents;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The incident report to take along. */
@Controller
class ReportPages {
    private final Documents documents;

    ReportPages(Documents documents) {
        this.documents = documents;
    }

    @GetMapping("/board/rollbacks/{id}/report.md")
    ResponseEntity<String> markdown(@PathVariable String id) {
        return ResponseEntity.ok()
                .header("Content-Type", "text/markdown;charset=UTF-8")
                .body(written(id));
    }

    @GetMapping("/board/rollbacks/{id}/report.pdf")
    ResponseEntity<byte[]> paper(@PathVariable String id) {
        return ResponseEntity.ok()
                .header("Content-Type", "application/pdf")
                .header("Content-Disposition", "inline; filename=\"incident-report.pdf\"")
                .body(ReportPdf.of("Incident report", written(id)));
    }

    private String written(String id) {
        return documents
                .find(id, "report.md")
                .orElseThrow(() -> ProblemException.of(
                        "SW-1042", "The incident report is not written yet", id, "It is, once the rollback has ended"));
    }
}
