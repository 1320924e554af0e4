package dev.sternway.executor.mariadb;

import dev.sternway.database.mariadb.copy.Course;
import dev.sternway.executor.StepContext;

/** A step watches the work it started. */
public record StepCourse(StepContext context) implements Course {
    @Override
    public void beforeEffect() throws Exception {
        context.stillMine();
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
