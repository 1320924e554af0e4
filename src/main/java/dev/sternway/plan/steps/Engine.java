package dev.sternway.plan.steps;

import dev.sternway.plan.Plan;
import dev.sternway.plan.Target;

/** Which executors keep and restore the plan's database: those of its product. */
enum Engine {
    POSTGRESQL("postgres", "clone"),
    MARIADB("mariadb", "copy");

    private final String family;
    private final String copy;

    Engine(String family, String copy) {
        this.family = family;
        this.copy = copy;
    }

    static Engine of(Plan plan) {
        Target target = plan.targets().get(plan.safeguards().backup().database());
        return target != null && target.type() == Target.Type.MARIADB ? MARIADB : POSTGRESQL;
    }

    String preflight() {
        return family + "/preflight";
    }

    String copy() {
        return family + '/' + copy;
    }

    /** Keeps the log of writes since arming. */
    String log() {
        return this == POSTGRESQL ? "postgres/slot" : "mariadb/binlog";
    }

    String keepingTheLog() {
        return this == POSTGRESQL ? "create" : "note";
    }

    String dump() {
        return family + "/dump";
    }

    String restore() {
        return family + "/restore";
    }

    String pointInTime() {
        return family + "/point-in-time";
    }

    /** Where the log is archived has to be said; otherwise the server itself is asked for it. */
    boolean recoversFromAnArchive() {
        return this == POSTGRESQL;
    }

    String restoreTables() {
        return family + "/restore-tables";
    }

    String restoreCheapest() {
        return family + "/restore-cheapest";
    }
}
