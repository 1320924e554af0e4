package dev.sternway.executor.mariadb;

import dev.sternway.database.mariadb.copy.Course;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.Cancelled;

/**
 * A step watches the work it started.
 *
 * @param toTheEnd what has begun is not cut short when somebody cancels the step, only when another worker has it
 */
public record StepCourse(StepContext context, boolean toTheEnd) implements Course {
    public StepCourse(StepContext context) {
        this(context, false);
    }

    @Override
    public void beforeEffect() throws Exception {
        try {
            context.stillMine();
        } catch (Cancelled later) {
            if (!toTheEnd) {
                throw later;
            }
        }
    }

    @Override
    public void progress(long done, long total, String unit) {
        context.progress(done, total, unit);
    }

    @Override
    public void print(String line) {
        context.print(line);
    }
}
