package dev.sternway.api;

import dev.sternway.run.backup.BackUpSternway;
import dev.sternway.run.backup.KeptBackups;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Backups over REST. */
@RestController
@RequestMapping("/api/backups")
class BackupDoor {
    private final KeptBackups backups;
    private final BackUpSternway own;

    BackupDoor(KeptBackups backups, BackUpSternway own) {
        this.own = own;
        this.backups = backups;
    }

    /** @param keep how many good dumps of each database stay, at least 1 */
    record Purge(int keep, boolean dry) {}

    /** @param name of the file to be written */
    record Own(Optional<String> name) {}

    /** Backs up Sternway's own database, while it works. */
    @PostMapping("/own")
    BackUpSternway.Made own(@RequestBody Own wanted) {
        return own.backUp(wanted.name().orElse(""));
    }

    @GetMapping
    List<Map<String, Object>> list() {
        return backups.list().stream().map(BackupDoor::json).toList();
    }

    @PostMapping("/purge")
    KeptBackups.Purged purge(@RequestBody Purge purge, Principal caller) {
        return backups.purge(purge.keep(), purge.dry(), caller.getName());
    }

    private static Map<String, Object> json(KeptBackups.Kept kept) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("guard", kept.guard().id());
        json.put("state", kept.guard().state());
        json.put("environment", kept.guard().environment());
        json.put("planId", kept.guard().planId());
        json.put("good", kept.good());
        kept.copy().ifPresent(clone -> json.put("clone", clone));
        json.put("bytes", kept.bytes());
        json.put("expires", kept.expires());
        json.put("certificate", kept.text());
        return json;
    }
}
