package dev.sternway.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.scripting.defaults.RawSqlSource;
import org.apache.ibatis.session.Configuration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.operaton.bpm.engine.spring.SpringProcessEngineConfiguration;

class EngineMappingsTest {
    @ParameterizedTest
    @CsvSource({"jdbc:h2:mem:shop, h2", "jdbc:postgresql://localhost/shop, postgres"})
    void saysTheSameToTheDatabaseAsWhatTheEngineReadsByItself(String url, String type) {
        Configuration before = EngineMappings.beginToRead(url).statements().orElseThrow();
        Configuration byItself = new Engine(type).read();

        assertThat(said(before)).hasSizeGreaterThan(500).isEqualTo(said(byItself));
        assertThat(before.getDefaultExecutorType()).isEqualTo(byItself.getDefaultExecutorType());
        assertThat(before.getDefaultStatementTimeout()).isEqualTo(byItself.getDefaultStatementTimeout());
        assertThat(before.getVariables()).isEqualTo(byItself.getVariables());
        assertThat(before.isLazyLoadingEnabled()).isEqualTo(byItself.isLazyLoadingEnabled());
        assertThat(before.getTypeAliasRegistry().getTypeAliases())
                .isEqualTo(byItself.getTypeAliasRegistry().getTypeAliases());
        assertThat(before.getResultMapNames()).containsExactlyInAnyOrderElementsOf(byItself.getResultMapNames());
    }

    @Test
    void leavesAnotherKindOfDatabaseToTheEngine() {
        assertThat(EngineMappings.beginToRead("jdbc:mariadb://localhost/shop").statements())
                .isEmpty();
    }

    /** Every statement with its kind and, where nothing in it depends on what is asked, its words. */
    private static Map<String, String> said(Configuration configuration) {
        Map<String, String> said = new TreeMap<>();
        for (String id : configuration.getMappedStatementNames()) {
            if (id.contains(".")) {
                MappedStatement statement = configuration.getMappedStatement(id);
                String words = statement.getSqlSource() instanceof RawSqlSource
                        ? statement.getBoundSql(Map.of()).getSql()
                        : statement.getSqlSource().getClass().getSimpleName();
                said.put(id, statement.getSqlCommandType() + " " + words);
            }
        }
        return said;
    }

    private static final class Engine extends SpringProcessEngineConfiguration {
        private Engine(String type) {
            setDatabaseType(type);
            setDataSource(new JdbcDataSource());
            setTransactionsExternallyManaged(true);
        }

        private Configuration read() {
            initTransactionFactory();
            initSqlSessionFactory();
            return getSqlSessionFactory().getConfiguration();
        }
    }
}
