package dev.sternway.executor.postgres;

import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How far a tool that says nothing has come, measured every second from outside; the tool is ended as soon as the step
 * belongs to somebody else.
 *
 * @param total estimate of where it ends
 */
public record Progress(Measure measure, long total, String unit) {
    /** What is there so far. */
    public interface Measure {
        long now() throws Exception;
    }

    /** @param end ends the tool */
    public Watch watch(StepContext context, Runnable end) {
        return new Watch(this, context, end);
    }

    /** Runs until it is closed. */
    public static final class Watch implements AutoCloseable {
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, "progress");
            thread.setDaemon(true);
            return thread;
        });
        private final Progress progress;
        private final StepContext context;
        private final Runnable end;
        private volatile boolean lost;

        private Watch(Progress progress, StepContext context, Runnable end) {
            this.progress = progress;
            this.context = context;
            this.end = end;
            clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        }

        private void look() {
            try {
                context.stillMine();
                context.progress(
                        Math.min(progress.measure().now(), progress.total()), progress.total(), progress.unit());
            } catch (LeaseLost gone) {
                lost = true;
                end.run();
            } catch (Exception unknown) {
                context.print("how far it has come cannot be told just now: " + unknown.getMessage());
            }
        }

        /** @throws LeaseLost when the tool was ended because another worker owns the step, or nobody */
        public void requireMine() throws LeaseLost {
            if (lost) {
                throw new LeaseLost(context.step());
            }
        }

        @Override
        public void close() {
            clock.shutdownNow();
        }
    }
}
