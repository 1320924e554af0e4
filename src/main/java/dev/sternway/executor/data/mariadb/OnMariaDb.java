package dev.sternway.executor.data.mariadb;

import dev.sternway.executor.Executor;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.data.MoveSequences;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.data.ThawDatabase;
import dev.sternway.executor.data.VerifyDatabase;

/** Who does a step's work: the executor itself, or its half for MariaDB when the target is one. */
public final class OnMariaDb {
    private OnMariaDb() {}

    public static Executor<FingerprintDatabase.Inputs> or(
            FingerprintDatabase whole, FingerprintDatabase.Inputs inputs, StepContext context) {
        return isMariaDb(context, inputs.database()) ? new FingerprintSchema(whole) : whole;
    }

    public static Executor<VerifyDatabase.Inputs> or(
            VerifyDatabase whole, VerifyDatabase.Inputs inputs, StepContext context) {
        return isMariaDb(context, inputs.database()) ? new VerifySchema(whole) : whole;
    }

    public static Executor<FreezeDatabase.Inputs> or(
            FreezeDatabase whole, FreezeDatabase.Inputs inputs, StepContext context) {
        return isMariaDb(context, inputs.database()) ? new FreezeSchema(whole) : whole;
    }

    public static Executor<ThawDatabase.Inputs> or(
            ThawDatabase whole, ThawDatabase.Inputs inputs, StepContext context) {
        return isMariaDb(context, inputs.database()) ? new ThawSchema(whole) : whole;
    }

    public static Executor<SalvageDatabase.Inputs> or(
            SalvageDatabase whole, SalvageDatabase.Inputs inputs, StepContext context) {
        return isMariaDb(context, inputs.database()) ? new SalvageSchema(whole) : whole;
    }

    public static Executor<ReplayDatabase.Inputs> or(
            ReplayDatabase whole, ReplayDatabase.Inputs inputs, StepContext context) {
        return isMariaDb(context, inputs.database()) ? new ReplaySchema(whole) : whole;
    }

    public static Executor<MoveSequences.Inputs> or(
            MoveSequences whole, MoveSequences.Inputs inputs, StepContext context) {
        return isMariaDb(context, inputs.database()) ? new SchemaCounters(whole) : whole;
    }

    private static boolean isMariaDb(StepContext context, String database) {
        return TargetDatabase.isMariaDb(context, database);
    }
}
