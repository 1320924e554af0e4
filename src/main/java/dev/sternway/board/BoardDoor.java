package dev.sternway.board;

import dev.sternway.board.words.GuardWords;
import dev.sternway.board.words.Words;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The list that everything starts from. */
@Controller
@RequestMapping("/board")
class BoardDoor {
    private static final int MOST = 50;

    private final Guards guards;
    private final Rollbacks rollbacks;

    BoardDoor(Guards guards, Rollbacks rollbacks) {
        this.guards = guards;
        this.rollbacks = rollbacks;
    }

    @GetMapping
    String list(Model model, Authentication caller) {
        model.addAttribute("person", caller.getName());
        model.addAttribute(
                "rollbacks",
                rollbacks.latest(MOST).stream().map(BoardDoor::listed).toList());
        model.addAttribute(
                "guards", guards.latest(MOST).stream().map(BoardDoor::listed).toList());
        return "board/list";
    }

    private static Listed listed(Rollback rollback) {
        return new Listed(
                rollback.id(),
                rollback.planId(),
                rollback.environment(),
                Words.tone(rollback.state()),
                Words.state(rollback.state()),
                Words.day(rollback.requestedAt()),
                "/board/rollbacks/" + rollback.id());
    }

    private static Listed listed(Guard guard) {
        return new Listed(
                guard.id(),
                guard.planId(),
                guard.environment(),
                GuardWords.tone(guard.state()),
                GuardWords.state(guard.state()),
                Words.day(guard.requestedAt()),
                "/board/guards/" + guard.id());
    }
}
