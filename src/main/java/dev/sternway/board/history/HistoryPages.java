package dev.sternway.board.history;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Past rollbacks. */
@Controller
class HistoryPages {
    private static final int MOST = 50;

    private final HistoryView view;

    HistoryPages(HistoryView view) {
        this.view = view;
    }

    @GetMapping("/board/history")
    String history(Model model, Authentication caller) {
        model.addAttribute("person", caller.getName());
        model.addAttribute("most", MOST);
        model.addAttribute("all", view.latest(MOST));
        return "board/history";
    }
}
