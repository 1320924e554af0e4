package dev.sternway.security.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Which of the provider's tokens count: signed by it, in time, and for Sternway. */
final class ProviderTokens {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** As RFC 9068 says it, and as most providers do. */
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES = new DefaultJOSEObjectTypeVerifier<>(
            new HashSet<>(Arrays.asList(new JOSEObjectType("at+jwt"), JOSEObjectType.JWT, null)));

    private ProviderTokens() {}

    static JwtDecoder decoder(Provider provider) {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(provider.issuer())
                    .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(TYPES))
                    .restOperations(new RestTemplateBuilder()
                            .connectTimeout(PATIENCE)
                            .readTimeout(PATIENCE)
                            .build())
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    JwtValidators.createDefaultWithIssuer(provider.issuer()),
                    new JwtClaimValidator<List<String>>(
                            JwtClaimNames.AUD, to -> to != null && to.contains(provider.audience()))));
            return decoder;
        });
    }
}
