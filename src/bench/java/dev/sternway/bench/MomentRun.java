package dev.sternway.bench;

import dev.sternway.database.Clones;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.postgres.moment.PostgresPointInTime;
import dev.sternway.executor.postgres.moment.PostgresRestorePoint;
import dev.sternway.testing.Steps;

/** The way back to a restore point: a base backup at arming, then a server recovered beside the live one. */
record MomentRun(BenchServer server, Measures measures) {
    private static final String BACKUP = "base backup and restore point, at arming";
    private static final String TABLES = "point in time: server recovered beside, damaged table copied";
    private static final String DATABASE = "point in time: server recovered beside, database copied and swapped in";

    void run(DataOptions options) throws Exception {
        System.setProperty("sternway.pg-server-bin", server.binaries());
        server.shop(options.bytes());
        TestContext context = server.context("moment").withKey("moment");
        String from = "database: db, from: {archive: '" + server.archive() + "'}";
        PostgresRestorePoint arm = new PostgresRestorePoint();
        measures.time(BACKUP, () -> DataBench.step(context, arm, Steps.inputs(arm, "{" + from + "}")));
        for (int i = 0; i < options.runs(); i++) {
            restore(context.withKey("tables-" + i), from + ", then: copy-tables", TABLES);
            restore(context.withKey("database-" + i), from + ", then: copy-database", DATABASE);
        }
    }

    private void restore(TestContext context, String with, String name) throws Exception {
        ShopLadder.damage(server);
        PostgresPointInTime restore = new PostgresPointInTime();
        measures.time(name, () -> DataBench.step(context, restore, Steps.inputs(restore, "{" + with + "}")));
        String broken = context.notes.remove("broken/db");
        if (broken != null) {
            new Clones(server.access()).drop(broken);
        }
        server.access().maintenance().execute("alter database " + BenchServer.DATABASE + " connection limit -1");
        if (server.number("select count(*) from tasks where title = 'wrong'") > 0) {
            throw new IllegalStateException(name + " left wrong rows");
        }
    }
}
