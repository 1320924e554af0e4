package dev.sternway.api.entry;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of what GET /api/openapi describes; the rest is read from the doors themselves. */
@Configuration
class OpenApiDocument {
    private static final String BASIC = "basic";

    @Bean
    OpenAPI described() {
        return new OpenAPI()
                .info(new Info()
                        .title("Sternway")
                        .version("v1")
                        .description("Refusals are problem documents (RFC 9457) with a code of docs/problems.md."))
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                BASIC,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(BASIC)))
                .addSecurityItem(new SecurityRequirement().addList(BASIC));
    }
}
