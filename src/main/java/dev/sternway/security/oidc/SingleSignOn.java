package dev.sternway.security.oidc;

import dev.sternway.base.ProblemException;
import dev.sternway.security.People;
import dev.sternway.security.access.Caller;
import dev.sternway.security.web.Answers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/** Does nothing without a provider. The provider is first asked when somebody comes, so Sternway starts without it. */
public class SingleSignOn {
    static final String START = "/oauth2/authorization";
    private static final String BACK = "/login/oauth2/code/";
    private static final String ID = "sternway";
    private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);

    private final Optional<Provider> provider;
    private final Optional<JwtDecoder> decoder;
    private final People people;
    private final WebappSessions sessions;

    public SingleSignOn(Optional<Provider> provider, People people, WebappSessions sessions) {
        this.provider = provider;
        this.people = people;
        this.sessions = sessions;
        this.decoder = provider.map(ProviderTokens::decoder);
    }

    /** Whether the path belongs to the dance between browser and provider. */
    public boolean owns(String path) {
        return provider.isPresent() && (path.startsWith(START + "/") || path.startsWith(BACK));
    }

    /** Where a browser goes to log in at the provider; empty without one. */
    public Optional<String> start() {
        return provider.map(any -> START + "/" + ID);
    }

    /** @return empty when the provider vouches for nobody by this token. */
    public Optional<Caller> recognise(String token) {
        try {
            return decoder.map(it -> it.decode(token).getClaims()).map(this::welcome);
        } catch (JwtException | IllegalArgumentException unusable) {
            LOG.info("A bearer token was refused: {}", unusable.getMessage());
            return Optional.empty();
        }
    }

    /** Adds the dance to the webapps' door. */
    public void configure(HttpSecurity http) throws Exception {
        if (provider.isEmpty()) {
            return;
        }
        Provider it = provider.get();
        ClientRegistrationRepository clients = new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(it)));
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(clients, START);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        http.oauth2Login(login -> login.clientRegistrationRepository(clients)
                        .authorizedClientRepository(new ForgetfulClients())
                        .securityContextRepository(new RequestAttributeSecurityContextRepository())
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                        .loginPage("/operaton/app/")
                        .successHandler(this::arrived)
                        .failureHandler(SingleSignOn::refused))
                .addFilterBefore(new SendToProvider(sessions, start().orElseThrow()), AuthorizationFilter.class);
    }

    private void arrived(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        try {
            Caller caller = welcome(((OidcUser) who.getPrincipal()).getClaims());
            sessions.open(request, caller.getName());
            response.sendRedirect(ComeBack.now(request, response).orElse("/operaton/app/"));
        } catch (ProblemException refusal) {
            Answers.problem(
                    response,
                    403,
                    "Forbidden",
                    refusal.problem().code(),
                    refusal.problem().what().replace("\"", "") + ". "
                            + refusal.problem().next());
        }
    }

    private Caller welcome(Map<String, Object> claims) {
        Provider it = provider.orElseThrow();
        String name = it.name(claims);
        Set<String> groups = it.groups(claims);
        people.welcome(name, groups);
        return Caller.person(name, people.groups(name).orElse(Set.of()));
    }

    private static void refused(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        LOG.warn("A log-in through the identity provider failed: {}", failure.getMessage());
        Answers.problem(
                response, 401, "Unauthorized", "SW-0825", "The log-in through the identity provider failed; try again");
    }

    private static ClientRegistration registration(Provider provider) {
        return ClientRegistrations.fromIssuerLocation(provider.issuer())
                .registrationId(ID)
                .clientId(provider.clientId())
                .clientSecret(provider.clientSecret().reveal())
                .scope("openid", "profile", "email")
                .redirectUri("{baseUrl}" + BACK + "{registrationId}")
                .userNameAttributeName(provider.nameClaim())
                .build();
    }
}
