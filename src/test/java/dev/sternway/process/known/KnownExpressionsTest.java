package dev.sternway.process.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.operaton.bpm.dmn.engine.DmnDecisionRuleResult;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

/** Expressions that are parsed once decide as if they were parsed each time. */
class KnownExpressionsTest {
    private static ProcessEngine engine = engine();

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void theSameTableDecidesAnewForOtherInputs() {
        deploy("lost", "&lt; 10", "\"few\"");

        assertThat(decide("lost", 3)).isEqualTo("few");
        assertThat(decide("lost", 30)).isNull();
        assertThat(decide("lost", 9)).isEqualTo("few");
    }

    @Test
    void aChangedTableDecidesAsItSaysNow() {
        deploy("limit", "&lt; 10", "\"few\"");
        assertThat(decide("limit", 5)).isEqualTo("few");

        deploy("limit", "&gt; 4", "\"many\"");

        assertThat(decide("limit", 5)).isEqualTo("many");
    }

    @Test
    void whatCannotBeParsedIsRefusedEachTime() {
        deploy("odd", "&lt; 10", "1 +");

        assertThatThrownBy(() -> decide("odd", 3)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> decide("odd", 3)).rootCause().hasMessageContaining("1 +");
    }

    private static @Nullable Object decide(String table, int lost) {
        DmnDecisionRuleResult rule = engine.getDecisionService()
                .evaluateDecisionTableByKey(table, Map.of("lost", lost))
                .getSingleResult();
        return rule == null ? null : rule.getSingleEntry();
    }

    private static void deploy(String id, String test, String says) {
        String table = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='d' name='d'"
                + " namespace='test'><decision id='" + id + "' name='" + id + "'><decisionTable id='t'>"
                + "<input id='i'><inputExpression id='e' typeRef='integer'><text>lost</text></inputExpression></input>"
                + "<output id='o' name='says' typeRef='string'/>"
                + "<rule id='r'><inputEntry id='a'><text>" + test + "</text></inputEntry>"
                + "<outputEntry id='b'><text>" + says
                + "</text></outputEntry></rule></decisionTable></decision></definitions>";
        engine.getRepositoryService()
                .createDeployment()
                .addString(id + ".dmn", table)
                .deploy();
    }

    private static ProcessEngine engine() {
        ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("expressions-" + UUID.randomUUID());
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setProcessEnginePlugins(List.of(new KnownExpressions()));
        configuration.setEnforceHistoryTimeToLive(false);
        return configuration.buildProcessEngine();
    }
}
