package dev.sternway.run.measure;

import java.util.List;

/** Everything Sternway itself measures. The page of metrics is made of it, and the dashboard held against it. */
public enum Meters {
    ROLLBACKS("sternway.rollbacks", Kind.COUNTER, "Rollbacks that ended", "outcome", "level"),
    ROLLBACK(
            "sternway.rollback",
            Kind.TIMER,
            "Rollbacks that ended, from the request; working: some step ran; waiting: none did, for people, the next try or the engine",
            "outcome",
            "part"),
    DECISION("sternway.rollback.decision", Kind.TIMER, "From the request of a rollback to its first action"),
    PHASE("sternway.phase", Kind.TIMER, "Phases of rollbacks that ended, from first to last step", "phase", "part"),
    STEP(
            "sternway.step",
            Kind.TIMER,
            "Steps of rollbacks that ended, from first to last try; what a person does by hand is waiting",
            "uses",
            "part"),
    TRIES("sternway.step.tries", Kind.COUNTER, "Tries of steps of rollbacks that ended", "uses", "state"),
    OPEN("sternway.rollbacks.open", Kind.GAUGE, "Rollbacks that have not ended", "state"),
    GUARDS("sternway.guards", Kind.GAUGE, "Guards that stand", "state"),
    EXPIRING("sternway.guards.expiring", Kind.GAUGE, "Armed guards whose backup counts no longer within a day"),
    TASKS("sternway.tasks.open", Kind.GAUGE, "Tasks that wait for people"),
    OLDEST_TASK("sternway.tasks.oldest.age", Kind.SECONDS, "Age of the task that waits longest; 0 without one"),
    RUNNING("sternway.steps.running", Kind.GAUGE, "Steps that run"),
    BACKLOG("sternway.steps.backlog", Kind.GAUGE, "Steps that are due and that no worker has"),
    STUCK("sternway.jobs.failed", Kind.GAUGE, "Jobs of the engine that failed for the last time; Cockpit shows them"),
    ALERTS("sternway.alerts.backlog", Kind.GAUGE, "Alerts that wait to be acted on"),
    MESSAGES("sternway.messages.backlog", Kind.GAUGE, "Messages that wait to be sent"),
    TRACES(
            "sternway.traces",
            Kind.COUNTER,
            "Traces of rollbacks and armings that the collector took (sent) or did not get; only where one is named",
            "result");

    /** How it is measured. */
    public enum Kind {
        COUNTER("counter", "_total"),
        TIMER("histogram", "_seconds"),
        GAUGE("gauge", ""),
        /** A gauge of time. */
        SECONDS("gauge", "_seconds");

        private final String word;
        private final String ending;

        Kind(String word, String ending) {
            this.word = word;
            this.ending = ending;
        }

        public String word() {
            return word;
        }
    }

    private final String id;
    private final Kind kind;
    private final String about;
    private final List<String> tags;

    Meters(String id, Kind kind, String about, String... tags) {
        this.id = id;
        this.kind = kind;
        this.about = about;
        this.tags = List.of(tags);
    }

    /** Micrometer's name. */
    public String id() {
        return id;
    }

    /** As Prometheus sees it; of a histogram without {@code _bucket}, {@code _count} and {@code _sum}. */
    public String exposed() {
        return id.replace('.', '_') + kind.ending;
    }

    public Kind kind() {
        return kind;
    }

    public String about() {
        return about;
    }

    public List<String> tags() {
        return tags;
    }
}
