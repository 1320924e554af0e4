package dev.sternway.security.oidc;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** Which page of the board somebody wanted who had to log in first. */
public final class ComeBack {
    private static final String NAME = "sternway-back-to";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern OWN = Pattern.compile("/board(/[A-Za-z0-9_-]+)*");

    private ComeBack() {}

    /** Nobody is sent to another site from here. */
    public static String own(String page) {
        return OWN.matcher(page).matches() ? page : "/board";
    }

    /** Over the way to the identity provider and back. */
    public static void later(HttpServletRequest request, HttpServletResponse response, String page) {
        set(request, response, own(page), PATIENCE);
    }

    /** @return empty when nobody wanted a page of the board */
    static Optional<String> now(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> page = Arrays.stream(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(cookie -> own(cookie.getValue()))
                .findFirst();
        page.ifPresent(any -> set(request, response, "", Duration.ZERO));
        return page;
    }

    private static void set(HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, value)
                        .path("/")
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .maxAge(life)
                        .build()
                        .toString());
    }
}
