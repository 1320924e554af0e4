package dev.sternway.process.engine;

import java.util.concurrent.TimeUnit;
import org.operaton.bpm.engine.impl.jobexecutor.JobExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Begins no more of the engine's jobs when this node ends, and lets those that run end before what they use is gone. By itself the
 * engine goes on to take jobs until its own turn to end comes, and these fail.
 */
@Component
class EndJobs {
    private static final Logger LOG = LoggerFactory.getLogger(EndJobs.class);
    private static final long GRACE_SECONDS = 5;

    private final JobExecutor jobs;
    private final ThreadPoolTaskExecutor threads;

    EndJobs(JobExecutor jobs, @Qualifier("operatonTaskExecutor") ThreadPoolTaskExecutor threads) {
        this.jobs = jobs;
        this.threads = threads;
    }

    @EventListener(ContextClosedEvent.class)
    void end() {
        jobs.shutdown();
        threads.initiateShutdown();
        try {
            if (!threads.getThreadPoolExecutor().awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "{} of the engine's jobs still run and are cut off; they are run again",
                        threads.getActiveCount());
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
