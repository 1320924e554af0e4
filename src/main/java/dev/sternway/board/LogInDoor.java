package dev.sternway.board;

import dev.sternway.security.login.LockedOut;
import dev.sternway.security.oidc.ComeBack;
import dev.sternway.security.oidc.SingleSignOn;
import dev.sternway.security.oidc.WebappSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Logs people in to the board and to Tasklist alike: it is one session. */
@Controller
@RequestMapping("/board/log-in")
class LogInDoor {
    private final AuthenticationProvider keeper;
    private final WebappSessions sessions;
    private final SingleSignOn provider;

    LogInDoor(AuthenticationProvider keeper, WebappSessions sessions, SingleSignOn provider) {
        this.keeper = keeper;
        this.sessions = sessions;
        this.provider = provider;
    }

    /** @param wait seconds until a name or an address may try again; 0 after a wrong password */
    @GetMapping
    String page(
            @RequestParam(defaultValue = "/board") String to,
            @RequestParam Optional<Integer> wait,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        model.addAttribute("provider", provider.start().orElse(""));
        provider.start().ifPresent(any -> ComeBack.later(request, response, to));
        model.addAttribute("to", ComeBack.own(to));
        model.addAttribute(
                "problem",
                wait.map(seconds -> seconds > 0
                                ? "Too many log-ins failed; try again in " + seconds + " seconds."
                                : "Unknown name or wrong password.")
                        .orElse(""));
        return "board/log-in";
    }

    @PostMapping
    String logIn(
            @RequestParam String name,
            @RequestParam String password,
            @RequestParam(defaultValue = "/board") String to,
            HttpServletRequest request) {
        var attempt = new UsernamePasswordAuthenticationToken(name, password);
        attempt.setDetails(new WebAuthenticationDetails(request));
        try {
            keeper.authenticate(attempt);
        } catch (LockedOut locked) {
            return again(to, locked.seconds());
        } catch (AuthenticationException wrong) {
            return again(to, 0);
        }
        sessions.open(request, name);
        return "redirect:" + ComeBack.own(to);
    }

    private static String again(String to, long seconds) {
        return "redirect:/board/log-in?to=" + ComeBack.own(to) + "&wait=" + seconds;
    }
}
