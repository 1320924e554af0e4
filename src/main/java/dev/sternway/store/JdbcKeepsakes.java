package dev.sternway.store;

import dev.sternway.executor.Keepsakes;
import dev.sternway.run.secret.Secrets;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps secrets by their names. Writes in a transaction of its own: what a step must put back is known before the step goes on. */
final class JdbcKeepsakes implements Keepsakes {
    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private final Secrets secrets;
    private final String guardId;

    JdbcKeepsakes(JdbcClient jdbc, PlatformTransactionManager transactions, Secrets secrets, String guardId) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.secrets = secrets;
        this.guardId = guardId;
    }

    @Override
    public Optional<String> find(String key) {
        return jdbc.sql("select content from sternway.keepsake where guard_id = ? and name = ?")
                .params(guardId, key)
                .query((row, number) -> row.getString(1))
                .optional()
                .map(secrets::opened);
    }

    @Override
    public void keep(String key, String content) {
        String value = secrets.sealed(content);
        own.executeWithoutResult(status -> {
            int updated = jdbc.sql("update sternway.keepsake set content = ? where guard_id = ? and name = ?")
                    .params(value, guardId, key)
                    .update();
            if (updated == 0) {
                jdbc.sql("insert into sternway.keepsake (guard_id, name, content) values (?, ?, ?)")
                        .params(guardId, key, value)
                        .update();
            }
        });
    }

    @Override
    public void forget(String key) {
        own.executeWithoutResult(status -> jdbc.sql("delete from sternway.keepsake where guard_id = ? and name = ?")
                .params(guardId, key)
                .update());
    }
}
