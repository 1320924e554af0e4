package dev.sternway.process.people;

import dev.sternway.security.access.Witness;
import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.interceptor.Session;
import org.operaton.bpm.engine.impl.interceptor.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts bcrypt into the engine, which still understands its SHA-512 hashes of before; they are replaced at the next log-in. */
@Component
class PasswordsOfPeople extends AbstractProcessEnginePlugin {
    private final ObjectProvider<Witness> witness;
    private final ObjectProvider<PlatformTransactionManager> transactions;

    PasswordsOfPeople(ObjectProvider<Witness> witness, ObjectProvider<PlatformTransactionManager> transactions) {
        this.witness = witness;
        this.transactions = transactions;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        Bcrypt bcrypt = new Bcrypt();
        Whom whom = new Whom(engine, witness::getObject);
        engine.setAuthorizationService(
                new WitnessedRights(whom, () -> new TransactionTemplate(transactions.getObject())));
        engine.setPasswordEncryptor(bcrypt);
        engine.setIdentityProviderSessionFactory(new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return LocalUsers.class;
            }

            @Override
            public Session openSession() {
                return new LocalUsers(bcrypt, whom);
            }
        });
    }
}
