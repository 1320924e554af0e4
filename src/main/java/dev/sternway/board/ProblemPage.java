package dev.sternway.board;

import dev.sternway.base.ProblemException;
import dev.sternway.security.Refusals;
import dev.sternway.security.web.Answers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What is refused, for people. */
@ControllerAdvice(basePackageClasses = ProblemPage.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemPage {
    @ExceptionHandler
    String refused(ProblemException refusal, HttpServletRequest request, HttpServletResponse response, Model model) {
        request.setAttribute(Answers.FOR_PEOPLE, true);
        response.setStatus(Refusals.status(refusal.problem()));
        model.addAttribute("problem", refusal.problem());
        return "board/problem";
    }
}
