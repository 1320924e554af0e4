package dev.sternway.process.engine;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.Secret;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.plan.allow.AllowFile;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.run.secret.MaskedLog;
import dev.sternway.run.secret.Secrets;
import dev.sternway.security.AlertKeys;
import dev.sternway.security.People;
import dev.sternway.security.oidc.Provider;
import dev.sternway.security.oidc.SingleSignOn;
import dev.sternway.security.oidc.WebappSessions;
import dev.sternway.watch.alert.AlertRoutes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.operaton.bpm.engine.impl.plugin.AdministratorAuthorizationPlugin;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** What Spring cannot find by itself. */
@Configuration
@EnableTransactionManagement(proxyTargetClass = true)
class Wiring {
    /** Whatever makes tables waits for it; it belongs to a package that must not be known here. */
    private static final String START_IN_TURN = "dev.sternway.store.duty.StartInTurn";

    @Bean
    @Primary
    ObjectMapper json() {
        return PlanMapper.json().copy().addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class);
    }

    @Bean
    ExecutorCatalogue executors() {
        return ExecutorCatalogue.standard();
    }

    @Bean
    Secrets secrets(Clock clock, @Value("${sternway.secrets:/run/secrets}") Path folder) {
        return Secrets.of(System.getenv(), folder, clock);
    }

    /** There from the start, before anybody asks for a secret. */
    @Bean
    MaskedLog maskedLog(Secrets secrets) {
        return new MaskedLog((LoggerContext) LoggerFactory.getILoggerFactory(), secrets);
    }

    @Bean
    AllowFile allow(@Value("${sternway.allow:}") String file) {
        return AllowFile.of(file);
    }

    /** Several keys are separated by commas. */
    @Bean
    AlertKeys alertKeys(Secrets secrets) {
        return new AlertKeys(secrets.list("STERNWAY_ALERT_TOKEN"), secrets.list("STERNWAY_ALERT_SECRET"));
    }

    @Bean
    SingleSignOn singleSignOn(Secrets secrets, People people, WebappSessions sessions) {
        Optional<Secret> secret =
                secrets.list("STERNWAY_OIDC_CLIENT_SECRET").stream().findFirst();
        return new SingleSignOn(Provider.of(System.getenv(), secret), people, sessions);
    }

    @Bean
    AlertRoutes alertRoutes(@Value("${sternway.alert-routes:}") String file) {
        return file.isBlank() ? new AlertRoutes(List.of()) : AlertRoutes.of(Path.of(file));
    }

    @Bean
    @DependsOn(START_IN_TURN)
    ProcessEnginePlugin administrators() {
        AdministratorAuthorizationPlugin plugin = new AdministratorAuthorizationPlugin();
        plugin.setAdministratorGroupName(dev.sternway.security.Groups.ADMIN);
        return plugin;
    }

    @Bean
    ProcessEnginePlugin briefHistory() {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                engine.setHistoryEventHandler(new BriefHistory());
            }
        };
    }

    /** Where nobody began to read them, or they could not be read, the engine reads its statements by itself. */
    @Bean
    ProcessEnginePlugin mappingsReadBefore(Optional<EngineMappings> mappings, Environment connections) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                mappings.flatMap(EngineMappings::statements).ifPresent(statements -> {
                    statements.setEnvironment(connections);
                    engine.setSqlSessionFactory(new DefaultSqlSessionFactory(statements));
                });
            }
        };
    }

    /** H2 and PostgreSQL call long columns differently, and fold names differently. */
    @Bean
    @DependsOn(START_IN_TURN)
    FlywayConfigurationCustomizer columnTypes(
            @Value("${spring.datasource.url}") String url, @Value("${spring.datasource.username:}") String user) {
        boolean postgresql = url.startsWith("jdbc:postgresql:");
        String schema = postgresql ? "sternway" : "STERNWAY";
        return flyway -> flyway.schemas(schema)
                .defaultSchema(schema)
                .placeholders(Map.of(
                        "blob",
                        postgresql ? "bytea" : "blob",
                        "text",
                        postgresql ? "text" : "clob",
                        "application",
                        user));
    }
}
