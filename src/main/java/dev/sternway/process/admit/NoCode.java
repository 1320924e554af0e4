package dev.sternway.process.admit;

import dev.sternway.base.ProblemException;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.operaton.bpm.engine.ArtifactFactory;
import org.operaton.bpm.engine.impl.scripting.engine.ScriptEngineResolver;

/** What the engine gets when a diagram, also one deployed long ago, wants a script or a class, and so a shell or a mail task. */
final class NoCode implements ScriptEngineResolver, ArtifactFactory {
    private static ProblemException refused(String what, String where) {
        return ProblemException.of(
                "SW-0836",
                what + " in diagrams are switched off",
                where,
                "Let a step of the plan do it, or name one of Sternway's delegates");
    }

    @Override
    public void addScriptEngineFactory(ScriptEngineFactory factory) {
        throw refused("Scripts", factory.getEngineName());
    }

    /** Without a single language. */
    @Override
    public ScriptEngineManager getScriptEngineManager() {
        return new ScriptEngineManager(null);
    }

    @Override
    public ScriptEngine getScriptEngine(String language, boolean resolveFromCache) {
        throw refused("Scripts", language);
    }

    @Override
    public <T> T getArtifact(Class<T> type) {
        throw refused("Java classes", type.getName());
    }
}
