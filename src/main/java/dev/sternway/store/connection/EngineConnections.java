package dev.sternway.store.connection;

import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** What the engine's statements run on where they were read before the engine was made. */
@Configuration
class EngineConnections {
    /** The engine's own default: connections and transactions are Spring's. */
    @Bean
    Environment engineConnections(DataSource database) {
        return new Environment(
                "default", new ManagedTransactionFactory(), new TransactionAwareDataSourceProxy(database));
    }
}
