package dev.sternway.security.web;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What browsers may do with an answer. Beyond Spring's own: no sniffing, no cache, no frames, HSTS over TLS. */
public final class Headers {
    private static final String NOTHING =
            "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    private Headers() {}

    /** Answers of REST APIs are no pages; the incident report is one, with a style of its own and nothing else. */
    public static void ofAnswers(HeadersConfigurer<HttpSecurity> headers) {
        common(
                headers,
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
                        + " form-action 'none'; frame-ancestors 'none'");
    }

    /** The webapps set a policy with a nonce on their pages; this one is for what they leave out. */
    public static void ofPages(HeadersConfigurer<HttpSecurity> headers) {
        common(
                headers,
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'self';"
                        + " form-action 'self'; frame-ancestors 'none'; object-src 'none'");
    }

    private static void common(HeadersConfigurer<HttpSecurity> headers, String policy) {
        headers.frameOptions(frame -> frame.deny())
                .contentSecurityPolicy(content -> content.policyDirectives(policy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(permissions -> permissions.policy(NOTHING))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }
}
