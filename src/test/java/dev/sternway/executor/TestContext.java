package dev.sternway.executor;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.allow.Allowed;
import dev.sternway.testing.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A step's surroundings in memory; tests fill the maps. */
public final class TestContext implements StepContext {
    public final Map<String, Target> targets = new HashMap<>();
    public final Map<String, Secret> secrets = new HashMap<>();
    public final Map<String, String> files = new HashMap<>();
    public final Map<String, String> notes;
    public final List<String> output;

    public Path backups;
    public Allowed allowed = Allowed.ANYTHING;

    private final Path workspace;
    private final String key;
    private Runnable beforeEffect = () -> {};
    private boolean leaseLost;
    private Work work = Work.unnamed();

    public TestContext(Path workspace) {
        this(workspace, "key-1", new ConcurrentHashMap<>(), new CopyOnWriteArrayList<>());
    }

    private TestContext(Path workspace, String key, Map<String, String> notes, List<String> output) {
        this.output = output;
        this.notes = notes;
        this.workspace = workspace;
        this.backups = workspace.resolve("backups");
        this.key = key;
        secrets.put(PostgresServer.PASSWORD.secret(), PostgresServer.PASSWORD_VALUE);
    }

    /** The same surroundings for another step. */
    public TestContext withKey(String otherKey) {
        TestContext other = new TestContext(workspace, otherKey, notes, output);
        other.beforeEffect = () -> beforeEffect.run();
        other.backups = backups;
        other.allowed = allowed;
        other.targets.putAll(targets);
        other.secrets.putAll(secrets);
        other.files.putAll(files);
        return other;
    }

    public TestContext target(String name, Target target) {
        targets.put(name, target);
        return this;
    }

    public TestContext file(String path, String content) {
        files.put(path, content);
        return this;
    }

    /** From now on another worker owns the step. */
    public void loseLease() {
        leaseLost = true;
    }

    /** As a step of a run has it. */
    public Work underway(int attempt) {
        work = Work.of(key + workspace, attempt);
        return work;
    }

    @Override
    public Allowed allowed() {
        return allowed;
    }

    @Override
    public Work work() {
        return work;
    }

    @Override
    public String step() {
        return "test step";
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Target target(String name) {
        return Optional.ofNullable(targets.get(name))
                .orElseThrow(() -> ProblemException.of("SW-0302", "There is no target " + name, name, "Add it"));
    }

    @Override
    public Secret secret(SecretReference reference) {
        return Optional.ofNullable(secrets.get(reference.secret()))
                .orElseThrow(() -> ProblemException.of(
                        "SW-0303", "There is no secret " + reference.secret(), reference.secret(), "Set it"));
    }

    @Override
    public byte[] file(String path) {
        return Optional.ofNullable(files.get(path))
                .orElseThrow(() -> ProblemException.of("SW-0304", "There is no file " + path, path, "Add it"))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Path workspace() {
        return workspace;
    }

    @Override
    public Path backups() {
        return backups;
    }

    @Override
    public Keepsakes keepsakes() {
        return new Keepsakes() {
            @Override
            public Optional<String> find(String noteKey) {
                return Optional.ofNullable(notes.get(noteKey));
            }

            @Override
            public void keep(String noteKey, String value) {
                notes.put(noteKey, value);
            }

            @Override
            public void forget(String noteKey) {
                notes.remove(noteKey);
            }
        };
    }

    @Override
    public void print(String line) {
        output.add(line);
    }

    @Override
    public void progress(long done, long total, String unit) {
        output.add(done + "/" + total + " " + unit);
    }

    /** What happens in the world just before a step takes effect. */
    public void beforeEffect(Runnable happening) {
        beforeEffect = happening;
    }

    @Override
    public void stillMine() throws LeaseLost {
        beforeEffect.run();
        if (work.cancelled()) {
            throw new Cancelled(step());
        }
        if (leaseLost) {
            throw new LeaseLost(step());
        }
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }
}
