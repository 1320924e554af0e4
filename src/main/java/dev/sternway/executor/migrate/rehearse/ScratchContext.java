package dev.sternway.executor.migrate.rehearse;

import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.executor.Keepsakes;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.allow.Allowed;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** A step's surroundings in which the database is a scratch copy, and notes are forgotten afterwards. */
record ScratchContext(StepContext real, String database, String copy, Notes keepsakes) implements StepContext {
    static ScratchContext of(StepContext real, String database, String copy) {
        return new ScratchContext(real, database, copy, new Notes(real.keepsakes(), new HashMap<>()));
    }

    /** Reads what the guard keeps, and writes into memory. */
    record Notes(Keepsakes real, Map<String, Optional<String>> own) implements Keepsakes {
        @Override
        public Optional<String> find(String key) {
            Optional<String> mine = own.getOrDefault(key, Optional.empty());
            return own.containsKey(key) ? mine : real.find(key);
        }

        @Override
        public void keep(String key, String value) {
            own.put(key, Optional.of(value));
        }

        @Override
        public void forget(String key) {
            own.put(key, Optional.empty());
        }
    }

    @Override
    public Allowed allowed() {
        return real.allowed();
    }

    @Override
    public Target target(String name) {
        Target target = real.target(name);
        if (!name.equals(database)) {
            return target;
        }
        return new Target(
                target.type(),
                target.url()
                        .map(url -> url.replaceFirst(
                                "^(jdbc:postgresql://[^/]+/)[^?]*", "$1" + Matcher.quoteReplacement(copy))),
                target.user(),
                target.password(),
                target.token(),
                target.health(),
                target.directory(),
                target.variables());
    }

    @Override
    public String step() {
        return real.step();
    }

    @Override
    public String key() {
        return real.key() + "/scratch";
    }

    @Override
    public Secret secret(SecretReference reference) {
        return real.secret(reference);
    }

    @Override
    public byte[] file(String path) {
        return real.file(path);
    }

    @Override
    public Path workspace() {
        return real.workspace();
    }

    @Override
    public Path backups() {
        return real.backups();
    }

    @Override
    public void print(String line) {
        real.print(line);
    }

    @Override
    public void progress(long done, long total, String unit) {
        real.progress(done, total, unit);
    }

    @Override
    public void stillMine() throws LeaseLost {
        real.stillMine();
    }

    @Override
    public Clock clock() {
        return real.clock();
    }

    @Override
    public Work work() {
        return real.work();
    }
}
