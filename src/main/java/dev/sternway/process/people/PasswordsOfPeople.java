package dev.sternway.process.people;

import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.interceptor.Session;
import org.operaton.bpm.engine.impl.interceptor.SessionFactory;
import org.springframework.stereotype.Component;

/** Puts bcrypt into the engine, which still understands its SHA-512 hashes of before; they are replaced at the next log-in. */
@Component
class PasswordsOfPeople extends AbstractProcessEnginePlugin {
    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        Bcrypt bcrypt = new Bcrypt();
        engine.setPasswordEncryptor(bcrypt);
        engine.setIdentityProviderSessionFactory(new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return LocalUsers.class;
            }

            @Override
            public Session openSession() {
                return new LocalUsers(bcrypt);
            }
        });
    }
}
