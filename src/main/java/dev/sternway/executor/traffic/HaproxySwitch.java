package dev.sternway.executor.traffic;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.traffic.HaproxyServers.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Brings up those that take more traffic, and takes it from the others only when those run. */
record HaproxySwitch(HaproxyServers servers, Duration upWithin, Duration settled, Duration drainedWithin) {
    private static final long SLICE_MILLIS = 100;

    /** Something about a server that takes its time. */
    @FunctionalInterface
    private interface Waited {
        boolean over() throws Outcome.Thrown;
    }

    static boolean met(Map<String, Setting> wanted, Map<String, Setting> now) {
        return wanted.entrySet().stream().allMatch(it -> {
            Setting is = now.get(it.getKey());
            return is != null && it.getValue().isMet(is);
        });
    }

    /** Only what differs, and without waiting. */
    static void set(HaproxyServers servers, Map<String, Setting> wanted) throws Outcome.Thrown {
        Map<String, Setting> now = servers.settings(wanted.keySet());
        for (boolean raising : new boolean[] {true, false}) {
            for (Map.Entry<String, Setting> it : wanted.entrySet()) {
                Setting is = now.get(it.getKey());
                if (is != null
                        && it.getValue().raises(is) == raising
                        && !it.getValue().isMet(is)) {
                    servers.set(it.getKey(), it.getValue());
                }
            }
        }
    }

    /**
     * @param before what they are set to again when those that are to take the traffic do not come up; what an attempt that
     *     was killed brought up has to prove itself as if it were brought up now
     */
    Outcome become(Map<String, Setting> wanted, Map<String, Setting> before, StepContext context)
            throws Outcome.Thrown, InterruptedException, StepContext.LeaseLost {
        Map<String, Setting> now = servers.settings(wanted.keySet());
        Map<String, Setting> raised = new TreeMap<>(wanted);
        raised.values().removeIf(it -> it.state() != HaproxyServers.State.READY);
        context.stillMine();
        for (Map.Entry<String, Setting> it : raised.entrySet()) {
            Setting is = now.get(it.getKey());
            if (is != null && it.getValue().raises(is)) {
                servers.set(it.getKey(), it.getValue());
            }
        }
        for (String server : raised.keySet()) {
            Setting is = now.get(server);
            boolean fresh = !isReady(Optional.ofNullable(is)) || !isReady(Optional.ofNullable(before.get(server)));
            if (!waited(upFor(server, fresh ? settled : Duration.ZERO), upWithin, context)) {
                set(servers, before);
                return Outcome.failed(
                        "SW-1135",
                        "The server " + server + " does not come up; nothing was taken from the others",
                        servers.backend(),
                        "Start it first, and look at its health check");
            }
        }
        context.stillMine();
        set(servers, wanted);
        for (Map.Entry<String, Setting> it : wanted.entrySet()) {
            boolean leaves = it.getValue().state() != HaproxyServers.State.READY;
            if (leaves && !waited(() -> servers.sessions(it.getKey()) == 0, drainedWithin, context)) {
                return Outcome.failed(
                        "SW-1143",
                        "The server " + it.getKey() + " takes no new traffic, but still has "
                                + servers.sessions(it.getKey()) + " sessions",
                        servers.backend(),
                        "Choose again to wait longer, or skip and let them be cut off");
            }
        }
        return Outcome.done(Map.of("before", before.toString(), "servers", wanted.toString()));
    }

    private static boolean isReady(Optional<Setting> setting) {
        return setting.filter(it -> it.state() == HaproxyServers.State.READY).isPresent();
    }

    /** A server that comes out of maintenance counts as up until its first check fails. */
    private Waited upFor(String server, Duration wanted) {
        AtomicLong since = new AtomicLong(System.nanoTime());
        return () -> {
            long now = System.nanoTime();
            if (!servers.running(server)) {
                since.set(now);
                return false;
            }
            return now - since.get() >= wanted.toNanos();
        };
    }

    private static boolean waited(Waited what, Duration within, StepContext context)
            throws Outcome.Thrown, InterruptedException, StepContext.LeaseLost {
        long start = System.nanoTime();
        while (!what.over()) {
            context.stillMine();
            if (System.nanoTime() - start > within.toNanos()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(SLICE_MILLIS);
        }
        return true;
    }
}
