package dev.sternway.executor;

import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.allow.Allowed;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The same surroundings for what has to be put back even though the step was cancelled. */
record Regardless(StepContext whole, Work work) implements StepContext {
    static StepContext of(StepContext context) {
        return new Regardless(context, Work.unnamed());
    }

    @Override
    public Allowed allowed() {
        return whole.allowed();
    }

    @Override
    public Optional<String> traceParent() {
        return whole.traceParent();
    }

    @Override
    public String key() {
        return whole.key();
    }

    @Override
    public String step() {
        return whole.step();
    }

    @Override
    public Target target(String name) {
        return whole.target(name);
    }

    @Override
    public Secret secret(SecretReference reference) {
        return whole.secret(reference);
    }

    @Override
    public byte[] file(String path) {
        return whole.file(path);
    }

    @Override
    public Path workspace() {
        return whole.workspace();
    }

    @Override
    public Path backups() {
        return whole.backups();
    }

    @Override
    public Keepsakes keepsakes() {
        return whole.keepsakes();
    }

    @Override
    public void print(String line) {
        whole.print(line);
    }

    @Override
    public void progress(long done, long total, String unit) {
        whole.progress(done, total, unit);
    }

    /** It is not asked any more whether anybody wants it. */
    @Override
    public void stillMine() {}

    @Override
    public Clock clock() {
        return whole.clock();
    }
}
