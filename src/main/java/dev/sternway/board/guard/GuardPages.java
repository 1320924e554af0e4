package dev.sternway.board.guard;

import dev.sternway.board.Reader;
import dev.sternway.board.words.GuardWords;
import dev.sternway.board.words.Words;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.read.ComparePlans;
import dev.sternway.run.read.ReadPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Plans and guards. */
@Controller
@RequestMapping("/board")
class GuardPages {
    private static final int MOST = 500;

    private final GuardView view;
    private final Guards guards;
    private final Runs runs;
    private final ReadPlan plans;

    GuardPages(GuardView view, Guards guards, Runs runs, ReadPlan plans) {
        this.view = view;
        this.guards = guards;
        this.runs = runs;
        this.plans = plans;
    }

    /** A plan in an environment, as its newest guard has it. */
    record Shown(
            String plan,
            String environment,
            dev.sternway.board.words.Tone tone,
            String state,
            int revision,
            String at,
            String link) {}

    @GetMapping("/plans")
    String plans(Model model, Authentication caller) {
        Map<List<String>, Shown> newest = new LinkedHashMap<>();
        for (Guard guard : guards.latest(MOST)) {
            newest.putIfAbsent(
                    List.of(guard.planId(), guard.environment()),
                    new Shown(
                            guard.planId(),
                            guard.environment(),
                            GuardWords.tone(guard.state()),
                            GuardWords.state(guard.state()),
                            guard.revision(),
                            Words.day(guard.requestedAt()),
                            "/board/guards/" + guard.id()));
        }
        model.addAttribute("person", caller.getName());
        model.addAttribute("plans", newest.values());
        return "board/plans";
    }

    @GetMapping("/guards/{id}")
    String guard(@PathVariable String id, Model model, Authentication caller) {
        model.addAttribute("person", caller.getName());
        model.addAttribute("guard", view.of(id, Reader.of(caller)));
        return "board/guard";
    }

    /** What changes of the page. */
    @GetMapping("/guards/{id}/now")
    String now(@PathVariable String id, Model model, Authentication caller) {
        model.addAttribute("guard", view.of(id, Reader.of(caller)));
        return "board/guard-now :: now";
    }

    /** The whole plan, as people read it before they accept it. */
    @ResponseBody
    @GetMapping(path = "/guards/{id}/plan", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    String plan(@PathVariable String id) {
        return plans.html(view.run(id));
    }

    @GetMapping("/guards/{id}/changes")
    String changes(@PathVariable String id, Model model, Authentication caller) {
        Runs.Run run = view.run(id);
        Optional<Guard> before = view.before(run.guard());
        model.addAttribute("person", caller.getName());
        model.addAttribute("title", run.plan().metadata().title());
        model.addAttribute("link", "/board/guards/" + id);
        model.addAttribute("earlier", before.map(Guard::revision).orElse(0));
        model.addAttribute("later", run.guard().revision());
        model.addAttribute(
                "files",
                before.map(it -> ComparePlans.of(runs.get(it.id()).bundle(), run.bundle()))
                        .orElse(List.of()));
        return "board/changes";
    }
}
