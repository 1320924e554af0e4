package dev.sternway.process.known;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.interceptor.Session;
import org.operaton.bpm.engine.impl.interceptor.SessionFactory;

/** Puts a way of ours to read or write one kind of the engine's rows in the place of its own. */
public abstract class OwnSession extends AbstractProcessEnginePlugin {
    private record Own(Class<?> type, Supplier<? extends Session> opened) implements SessionFactory {
        @Override
        public Class<?> getSessionType() {
            return type;
        }

        @Override
        public Session openSession() {
            return opened.get();
        }
    }

    private final List<SessionFactory> own = new ArrayList<>();

    /** @param type the engine's class, of which the other is a subclass */
    protected final <S extends Session> void replace(Class<S> type, Supplier<? extends S> opened) {
        own.add(new Own(type, opened));
    }

    @Override
    public final void preInit(ProcessEngineConfigurationImpl engine) {
        List<SessionFactory> all = new ArrayList<>();
        Optional.ofNullable(engine.getCustomSessionFactories()).ifPresent(all::addAll);
        all.addAll(own);
        engine.setCustomSessionFactories(all);
    }
}
