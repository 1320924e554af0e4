package dev.sternway.watch.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.web.Web;
import dev.sternway.plan.Trigger;
import dev.sternway.watch.Sample;
import dev.sternway.watch.Source;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A number of a JSON answer, or its share of a total: then the growth of both since the last question counts. Or how many
 * milliseconds answers take.
 */
public final class HttpSource implements Source {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 10;
    private static final double NANOS = 1e6;

    private final Trigger.Http http;
    private final HttpGet get;
    private double lastValue = Double.NaN;
    private double lastTotal = Double.NaN;

    public HttpSource(Trigger.Http http, String baseUrl, Optional<String> authorization) {
        this(http, new HttpGet(baseUrl, authorization));
    }

    private HttpSource(Trigger.Http http, HttpGet get) {
        this.http = http;
        this.get = get;
    }

    /** The same over a connection with limits and certificates of its own. */
    public HttpSource through(Web web) {
        return new HttpSource(http, get.through(web));
    }

    @Override
    public String query() {
        return "GET " + get.uri(http.path())
                + http.value().map(value -> " " + value).orElse("")
                + http.of().map(total -> " of " + total).orElse("")
                + http.latency().map(percentile -> " " + percentile + " in ms").orElse("");
    }

    @Override
    public synchronized Sample ask() {
        try {
            if (http.latency().isPresent()) {
                return latency(http.latency().get());
            }
            Web.Answer answer = get.get(http.path());
            if (http.value().isEmpty()) {
                return new Sample.Value(answer.status() < 400 ? 1 : 0);
            }
            if (answer.status() >= 400) {
                return new Sample.Down("status " + answer.status());
            }
            return number(JSON.readTree(answer.body()));
        } catch (IOException failure) {
            boolean health = http.value().isEmpty() && http.latency().isEmpty();
            return health ? new Sample.Value(0) : new Sample.Down(String.valueOf(failure.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Sample.Down("stopped");
        }
    }

    /** Ten requests, or as many as fit into the time that one may take; by nearest rank. */
    private Sample latency(String percentile) throws IOException, InterruptedException {
        double[] millis = new double[TRIES];
        int done = 0;
        long end = System.nanoTime() + HttpGet.PATIENCE.toNanos();
        while (done < TRIES && (done == 0 || System.nanoTime() < end)) {
            long start = System.nanoTime();
            get.get(http.path());
            millis[done++] = (System.nanoTime() - start) / NANOS;
        }
        Arrays.sort(millis, 0, done);
        double share = percentile.equals("max") ? 1 : Integer.parseInt(percentile.substring(1)) / 100.0;
        return new Sample.Value(millis[Math.max(0, (int) Math.ceil(share * done) - 1)]);
    }

    private Sample number(JsonNode answer) {
        JsonNode value = answer.at(http.value().orElse(""));
        if (!value.isNumber()) {
            return new Sample.None();
        }
        if (http.of().isEmpty()) {
            return new Sample.Value(value.asDouble());
        }
        JsonNode total = answer.at(http.of().get());
        if (!total.isNumber()) {
            return new Sample.None();
        }
        double grown = value.asDouble() - lastValue;
        double traffic = total.asDouble() - lastTotal;
        boolean first = Double.isNaN(traffic);
        boolean restarted = traffic < 0 || grown < 0;
        lastValue = value.asDouble();
        lastTotal = total.asDouble();
        if (first) {
            return new Sample.None();
        }
        if (restarted && lastTotal > 0) {
            return new Sample.Value(lastValue / lastTotal);
        }
        return traffic <= 0 ? new Sample.NoTraffic() : new Sample.Value(grown / traffic);
    }
}
