package dev.sternway.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Four doors: the webapps with their own log-in, alerts with their keys, the two REST APIs with HTTP Basic, and nothing else. */
@Configuration
class Doors {
    @Bean
    @Order(1)
    SecurityFilterChain webapps(HttpSecurity http) throws Exception {
        return http.securityMatcher(Doors::ofWebapps)
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()))
                .build();
    }

    /** Monitoring systems are no users; they show a key of their own. */
    @Bean
    @Order(2)
    SecurityFilterChain alerts(HttpSecurity http, AlertKeys keys, Clock clock) throws Exception {
        return http.securityMatcher(Doors::ofAlerts)
                .addFilterBefore(new AlertGate(keys, clock), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain machines(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/guards/**", "/api/backups/**", "/api/locks/**")
                        .hasAnyAuthority(Groups.arming())
                        .requestMatchers(HttpMethod.POST, "/api/rollbacks/**", "/api/migrations/**")
                        .hasAnyAuthority(Groups.starting())
                        .requestMatchers(HttpMethod.POST, "/api/processes/**")
                        .hasAnyAuthority(Groups.ADMIN, Groups.DESIGNER)
                        .requestMatchers("/api/**", "/engine-rest/**", "/actuator/**")
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .httpBasic(basic -> basic.authenticationEntryPoint((request, response, failure) -> {
                    response.setHeader("WWW-Authenticate", "Basic realm=\"sternway\"");
                    problem(response, 401, "Unauthorized", "SW-0801", "Log in with HTTP Basic as a user of Sternway");
                }))
                .exceptionHandling(handling -> handling.accessDeniedHandler((request, response, failure) ->
                        problem(response, 403, "Forbidden", "SW-0802", "Your groups do not allow this")))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** By the whole path: the webapps' own servlets would hide parts of it from a pattern. */
    private static boolean ofWebapps(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/") || path.equals("/favicon.ico") || path.startsWith("/operaton");
    }

    private static boolean ofAlerts(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().startsWith("/api/alerts/");
    }

    static void problem(HttpServletResponse response, int status, String title, String code, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"code\":\""
                        + code + "\",\"detail\":\"" + detail + "\"}");
    }
}
