package dev.sternway.executor.flags;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Executor;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TestContext;
import java.util.function.Supplier;

/** A flag that is kept at arming, switched off, and brought back, looked at through its provider's own eyes. */
record ThereAndBack<I extends Record>(Executor<I> executor, String step, TestContext context, Supplier<Object> world) {

    /** @param meanwhile what somebody changes between the switch and the way back */
    void proves(Runnable meanwhile) throws Exception {
        I disabled = inputs(executor, step + "\nto: disabled\n");
        I armed = inputs(executor, step + "\nto: armed\n");
        Object before = world.get();
        assertThatThrownBy(() -> executor.run(armed, context)).hasMessageContaining("SW-1136");
        assertThat(done(executor.ready(disabled, context))).containsEntry("off", "false");
        assertThat(executor.probe(disabled, context)).isInstanceOf(Probe.Needed.class);
        assertThat(executor.probe(armed, context)).isInstanceOf(Probe.Already.class);

        done(executor.run(disabled, context));
        done(executor.verify(disabled, context));
        assertThat(executor.probe(disabled, context)).isInstanceOf(Probe.Already.class);
        assertThat(world.get()).isNotEqualTo(before);
        Object off = world.get();

        meanwhile.run();
        assertThat(executor.probe(armed, context)).isInstanceOf(Probe.Needed.class);
        done(executor.run(armed, context.withKey("key-2")));
        done(executor.verify(armed, context));
        assertThat(executor.probe(armed, context)).isInstanceOf(Probe.Already.class);
        assertThat(world.get()).isEqualTo(before);

        done(executor.run(disabled, context.withKey("key-3")));
        assertThat(world.get()).isEqualTo(off);
        done(executor.undo(disabled, context.withKey("key-3")));
        assertThat(world.get()).isEqualTo(before);
    }
}
