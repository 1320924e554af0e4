package dev.sternway.run.watching;

import dev.sternway.plan.Target;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.Trigger.Watch;
import dev.sternway.run.Runs;
import dev.sternway.run.step.TargetAccess;
import dev.sternway.watch.Source;
import dev.sternway.watch.source.HttpSource;
import dev.sternway.watch.source.LogSource;
import dev.sternway.watch.source.PrometheusSource;
import dev.sternway.watch.source.SqlSource;
import dev.sternway.watch.source.TriggersSource;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Opens where a trigger's numbers come from. Alerts, migrations and people come by themselves. */
@Component
class OpenSources {
    private final TargetAccess targets;
    private final Clock clock;

    OpenSources(TargetAccess targets, Clock clock) {
        this.targets = targets;
        this.clock = clock;
    }

    Optional<Source> of(Runs.Run run, Trigger trigger, Function<String, Optional<Boolean>> breaches) {
        Watch watch = trigger.watch();
        return watch.http()
                .<Source>map(http -> {
                    Target target = targets.target(run, http.target());
                    return new HttpSource(http, target.url().orElse(""), targets.authorization(target))
                            .through(targets.web(run, target));
                })
                .or(() -> watch.sql()
                        .map(sql -> new SqlSource(
                                sql.query(),
                                () -> targets.isMariaDb(run, sql.target())
                                        ? targets.mariaDb(run, sql.target()).connect()
                                        : targets.database(run, sql.target()).connect())))
                .or(() -> withPast(run, trigger))
                .or(() -> watch.log().map(LogSource::new))
                .or(() -> watch.triggers().map(others -> new TriggersSource(others, breaches)));
    }

    /** The source that knows the past, when the trigger has one. */
    Optional<PrometheusSource> withPast(Runs.Run run, Trigger trigger) {
        Optional<PrometheusSource> prometheus = trigger.watch().prometheus().map(it -> {
            Target target = targets.target(run, it.target());
            return PrometheusSource.prometheus(
                            target.url().orElse(""),
                            targets.authorization(target),
                            it.query(),
                            it.range(),
                            it.take(),
                            clock)
                    .through(targets.web(run, target));
        });
        return prometheus.or(() -> trigger.watch().loki().map(loki -> {
            Target target = targets.target(run, loki.target());
            return PrometheusSource.loki(target.url().orElse(""), targets.authorization(target), loki.query(), clock)
                    .through(targets.web(run, target));
        }));
    }
}
