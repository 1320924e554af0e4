package dev.sternway.security;

import dev.sternway.security.access.Access;
import dev.sternway.security.login.LockedOut;
import dev.sternway.security.login.Lockout;
import dev.sternway.security.oidc.SingleSignOn;
import dev.sternway.security.oidc.WebappSessions;
import dev.sternway.security.token.TokenOffice;
import dev.sternway.security.web.Answers;
import dev.sternway.security.web.Headers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/** The webapps and the board with their log-in, alerts with their keys, everything else by the rules, and nothing else. */
@Configuration
class Doors {
    @Bean
    @Order(1)
    SecurityFilterChain webapps(HttpSecurity http, Lockout lockout, SingleSignOn provider) throws Exception {
        provider.configure(http);
        return http.securityMatcher(request -> ofWebapps(request) || provider.owns(request.getRequestURI()))
                .addFilterBefore(new WebappLogIn(lockout), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules.requestMatchers(Doors::ofSetup)
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .csrf(csrf -> csrf.disable())
                .headers(Headers::ofPages)
                .build();
    }

    /** Monitoring systems are no users; they show a key of their own, or a token with the scope alerts. */
    @Bean
    @Order(2)
    SecurityFilterChain alerts(HttpSecurity http, AlertKeys keys, TokenOffice tokens, Clock clock) throws Exception {
        return http.securityMatcher(Doors::ofAlerts)
                .addFilterBefore(new AlertGate(keys, tokens, clock), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .headers(Headers::ofAnswers)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain board(
            HttpSecurity http,
            Access access,
            TokenOffice tokens,
            SingleSignOn provider,
            WebappSessions sessions,
            People people)
            throws Exception {
        return http.securityMatcher(Doors::ofBoard)
                .addFilterBefore(new BearerGate(tokens, provider), BasicAuthenticationFilter.class)
                .addFilterBefore(new BoardGate(sessions, people), AuthorizationFilter.class)
                .httpBasic(basic -> basic.authenticationEntryPoint(BoardGate::turnAway))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(BoardGate::turnAway).accessDeniedHandler(Doors::forbidden))
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(BoardGate::open)
                        .permitAll()
                        .anyRequest()
                        .access(access))
                .csrf(csrf -> csrf.disable())
                .headers(Headers::ofPages)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain machines(HttpSecurity http, Access access, TokenOffice tokens, SingleSignOn provider)
            throws Exception {
        return http.authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .anyRequest()
                        .access(access))
                .addFilterBefore(new BearerGate(tokens, provider), BasicAuthenticationFilter.class)
                .httpBasic(basic -> basic.authenticationEntryPoint(Doors::unauthorized))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(Doors::unauthorized).accessDeniedHandler(Doors::forbidden))
                .csrf(csrf -> csrf.disable())
                .headers(Headers::ofAnswers)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /**
     * By the whole path: the webapps' own servlets would hide parts of it from a pattern. They ask for /operaton-welcome,
     * too, which is not there; were it another door's, browsers would ask for a password.
     */
    private static boolean ofWebapps(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/") || path.equals("/favicon.ico") || path.startsWith("/operaton");
    }

    /** Whoever comes before the first administrator is made would become it. */
    private static boolean ofSetup(HttpServletRequest request) {
        return Answers.path(request).startsWith("/operaton/api/admin/setup");
    }

    private static boolean ofBoard(HttpServletRequest request) {
        String path = Answers.path(request);
        return path.equals("/board") || path.startsWith("/board/");
    }

    private static boolean ofAlerts(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().startsWith("/api/alerts/");
    }

    private static void forbidden(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        Answers.problem(response, 403, "Forbidden", "SW-0802", "Your roles or your token do not allow this");
    }

    static void unauthorized(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof LockedOut locked) {
            tooMany(response, locked);
            return;
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"sternway\"");
        Answers.problem(
                response,
                401,
                "Unauthorized",
                "SW-0801",
                "Log in with HTTP Basic as a user of Sternway, or show a token that is valid");
    }

    static void tooMany(HttpServletResponse response, LockedOut locked) throws IOException {
        response.setHeader("Retry-After", String.valueOf(locked.seconds()));
        Answers.problem(
                response,
                429,
                "Too Many Requests",
                "SW-0819",
                "Too many log-ins failed; try again in " + locked.seconds() + " seconds");
    }
}
