package dev.sternway.base.web;

import dev.sternway.base.DurationText;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Work;
import dev.sternway.base.tls.TlsIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Asks other services. Redirects are not followed, nothing is sent twice, and a name's addresses are looked up once: those
 * that were checked are those that are connected to.
 *
 * @param tls certificates in place of those that Java knows
 */
public record Web(Reach reach, Optional<TlsIdentity> tls) {
    public static final int LARGEST = 1 << 20;

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final String OURS = "(?i)host|content-length|connection|expect|upgrade|transfer-encoding";
    private static final ExecutorService CALLS = Executors.newCachedThreadPool(call -> {
        Thread thread = new Thread(call, "web");
        thread.setDaemon(true);
        return thread;
    });

    /** @param patience for the whole answer, body included */
    public record Ask(String method, URI uri, Map<String, String> headers, Optional<byte[]> body, Duration patience) {
        public Ask {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * @param header the first value of a header, by its name
     * @param body at most {@link #LARGEST} bytes
     */
    public record Answer(int status, Function<String, Optional<String>> header, byte[] body) {}

    /**
     * @throws IllegalArgumentException when a header cannot be sent
     * @throws ProblemException SW-0837, SW-0838 when the host may not be asked, SW-0653 when certificates cannot be used
     * @throws IOException when there is no answer; the message says why
     */
    public Answer send(Ask ask) throws IOException, InterruptedException {
        return send(ask, Work.unnamed());
    }

    /**
     * As {@link #send(Ask)}, but waits no longer once the work is cancelled.
     *
     * @throws IOException also when it was cancelled; the request may have arrived
     */
    public Answer send(Ask ask, Work work) throws IOException, InterruptedException {
        HttpUriRequestBase request = request(ask);
        reach.objection(ask.uri()).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        var client = WebClients.of(this);
        Future<Answer> coming = CALLS.submit(() -> client.execute(request, Web::answer));
        try (Work.Going going = work.on(() -> coming.cancel(false))) {
            return coming.get(ask.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException("no whole answer within " + DurationText.format(ask.patience()), late);
        } catch (CancellationException cut) {
            throw new IOException("it was cut off, because the step is not wanted any longer", cut);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof ProblemException refused) {
                throw refused;
            }
            String kind = cause instanceof ConnectException
                    ? ConnectException.class.getSimpleName()
                    : cause.getClass().getSimpleName();
            String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
            throw new IOException(kind + message, cause);
        } finally {
            request.cancel();
        }
    }

    private static HttpUriRequestBase request(Ask ask) {
        HttpUriRequestBase request = new HttpUriRequestBase(ask.method(), ask.uri());
        ask.headers().forEach((name, value) -> {
            if (!name.matches(TOKEN) || name.matches(OURS)) {
                throw new IllegalArgumentException("the header " + name + " cannot be set");
            }
            if (value.chars().anyMatch(it -> it < ' ' && it != '\t' || it == 0x7f)) {
                throw new IllegalArgumentException("the value of the header " + name + " holds a control character");
            }
            request.setHeader(name, value);
        });
        ask.body().ifPresent(body -> request.setEntity(new ByteArrayEntity(body, null)));
        return request;
    }

    private static Answer answer(ClassicHttpResponse response) throws IOException {
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            try (InputStream content = response.getEntity().getContent()) {
                body = content == null ? body : content.readNBytes(LARGEST + 1);
            }
        }
        if (body.length > LARGEST) {
            throw new IOException("the answer is longer than " + LARGEST + " bytes");
        }
        return new Answer(
                response.getCode(),
                name -> Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue),
                body);
    }
}
