package dev.sternway.board.live;

import dev.sternway.base.ProblemException;
import dev.sternway.board.Reader;
import dev.sternway.run.Guards;
import dev.sternway.run.close.Documents;
import dev.sternway.run.diagram.RunDiagrams;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The page of one rollback. */
@Controller
@RequestMapping("/board/rollbacks/{id}")
class LiveDoor {
    private final LiveView view;
    private final Changes changes;
    private final RunDiagrams diagrams;
    private final Documents documents;
    private final Guards guards;

    LiveDoor(LiveView view, Changes changes, RunDiagrams diagrams, Documents documents, Guards guards) {
        this.guards = guards;
        this.view = view;
        this.changes = changes;
        this.diagrams = diagrams;
        this.documents = documents;
    }

    /** Forms of steps lead here without knowing whether the step is of a rollback or of an arming. */
    @GetMapping
    String live(@PathVariable String id, Model model, Authentication caller) {
        if (guards.find(id).isPresent()) {
            return "redirect:/board/guards/{id}";
        }
        model.addAttribute("person", caller.getName());
        model.addAttribute("live", view.of(id, Reader.of(caller)));
        return "board/live";
    }

    /** What changes of the page. */
    @GetMapping("/now")
    String now(@PathVariable String id, Model model, Authentication caller) {
        model.addAttribute("live", view.of(id, Reader.of(caller)));
        return "board/now :: now";
    }

    @GetMapping(path = "/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter changes(@PathVariable String id) {
        view.get(id);
        return changes.follow(id);
    }

    @GetMapping(path = "/diagrams/{key}", produces = MediaType.APPLICATION_XML_VALUE)
    @ResponseBody
    String diagram(@PathVariable String id, @PathVariable String key) {
        view.get(id);
        return diagrams.xml(id, key);
    }

    @GetMapping(path = "/report", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    @ResponseBody
    String report(@PathVariable String id) {
        return documents
                .find(id, "report.html")
                .orElseThrow(() -> ProblemException.of(
                        "SW-1042", "The incident report is not written yet", id, "It is, once the rollback has ended"));
    }
}
