package dev.sternway.api;

import dev.sternway.run.watching.FireTrigger;
import dev.sternway.run.watching.ReportMigration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How a migration ended, told by whoever ran it. */
@RestController
@RequestMapping("/api/migrations")
class MigrationDoor {
    private final ReportMigration report;

    MigrationDoor(ReportMigration report) {
        this.report = report;
    }

    @PostMapping
    FireTrigger.Fired report(@RequestBody ReportMigration.Ended ended) {
        return report.report(ended);
    }
}
