package dev.sternway.api.hand;

import dev.sternway.run.hand.ExportRollback;
import dev.sternway.run.hand.Exported;
import dev.sternway.run.hand.Standstill;
import dev.sternway.run.hand.TakeWord;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives a rollback out to people, and takes their word back in. */
@RestController
@RequestMapping("/api/rollbacks")
class HandDoor {
    private final ExportRollback export;
    private final TakeWord take;
    private final Standstill standstill;

    HandDoor(ExportRollback export, TakeWord take, Standstill standstill) {
        this.export = export;
        this.take = take;
        this.standstill = standstill;
    }

    /** What somebody says of a step; evidence is text, such as a log. */
    record Said(
            Optional<String> step,
            Optional<Boolean> done,
            Optional<String> by,
            Optional<String> note,
            Optional<String> evidenceName,
            Optional<String> evidence,
            Optional<Boolean> despiteProbe,
            Optional<String> reason) {}

    /** The whole state: for machines, the files for people by name, and the sealed plan as a zip in base64. */
    @GetMapping("/{id}/export")
    Exported export(@PathVariable String id) {
        return export.export(id, true);
    }

    /** Takes in that a step was done by hand, or was not. Once said, saying it again changes nothing. */
    @PostMapping("/{id}/resume")
    TakeWord.Taken resume(@PathVariable String id, @RequestBody Said said, Principal caller) {
        return take.take(
                new TakeWord.Word(
                        id,
                        said.step().orElse(""),
                        said.done(),
                        said.by().orElse(""),
                        said.note().orElse(""),
                        said.evidenceName().orElse(""),
                        said.evidence().orElse(""),
                        said.despiteProbe().orElse(false),
                        said.reason().orElse("")),
                caller.getName());
    }

    /** Lets steps begin on a node that was started with --hold. */
    @PostMapping("/go-on")
    Map<String, Boolean> goOn(Principal caller) {
        return Map.of("wasHeld", standstill.end(caller.getName()));
    }
}
