package dev.sternway.base.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
    private static final Reach ALL = new Reach(Optional.of(List.of("0.0.0.0/0", "::/0", "metadata.google.internal")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://2852039166/",
                "http://0251.0376.0251.0376/",
                "http://[fd00:ec2::254]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[fe80::1]/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://METADATA.google.internal./",
                "http://169.254.170.2/v2/credentials",
            })
    void aCloudsCredentialsAreOutOfReachWhateverTheListSays(String url) {
        for (Reach reach : List.of(Reach.ANYWHERE, ALL)) {
            assertThatThrownBy(() -> ask(reach, url))
                    .isInstanceOfAny(ProblemException.class, IOException.class)
                    .hasMessageMatching("(?s).*(SW-0838|UnknownHost).*");
        }
    }

    @Test
    void onlyWhatTheListNamesIsAsked() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            for (String rule : new String[] {"localhost", "*.localhost.example", "127.0.0.0/8"}) {
                boolean fits = !rule.startsWith("*");
                Reach reach = new Reach(Optional.of(List.of(rule)));
                String url = "http://localhost:" + port + "/";
                if (fits) {
                    assertThat(ask(reach, url)).as("redirects are not followed").isEqualTo(302);
                } else {
                    assertThatThrownBy(() -> ask(reach, url)).hasMessageContaining("SW-0837");
                }
            }
            Reach other = new Reach(Optional.of(List.of("localhost:" + (port + 1))));
            assertThatThrownBy(() -> ask(other, "http://localhost:" + port + "/"))
                    .hasMessageContaining("SW-0837");
            assertThat(ask(new Reach(Optional.of(List.of("localhost:" + port))), "http://localhost:" + port + "/"))
                    .isEqualTo(302);
            assertThat(asked).hasValue(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysBeforehandWhatANameAloneShows() {
        Reach reach = new Reach(Optional.of(List.of("*.todo.example", "db.example")));

        assertThat(reach.objection(URI.create("https://api.todo.example/x"))).isEmpty();
        assertThat(reach.objection(URI.create("https://todo.example/x")))
                .get()
                .asString()
                .contains("SW-0837");
        assertThat(reach.objection(URI.create("https://evil.example")))
                .get()
                .asString()
                .contains("evil.example");
        assertThat(reach.objection(URI.create("https://api.todo.example.evil.example")))
                .isPresent();
        assertThat(reach.objection(URI.create("https://user@evil.example@db.example/")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://x", "10.0.0.0/33", "a b", "*", "10.0.0/8x", "*.*.example"})
    void refusesAnEntryThatNamesNoHost(String rule) {
        assertThatThrownBy(() -> new Reach(Optional.of(List.of(rule)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headersCannotSmuggleAnotherRequest() {
        for (Map<String, String> headers :
                List.of(Map.of("X", "a\r\nY: b"), Map.of("Host", "evil"), Map.of("a b", "c"))) {
            Web.Ask ask = new Web.Ask(
                    "GET", URI.create("http://localhost:1/"), headers, Optional.empty(), Duration.ofSeconds(1));
            assertThatThrownBy(() -> new Web(Reach.ANYWHERE, Optional.empty()).send(ask))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static int ask(Reach reach, String url) throws Exception {
        Web.Ask ask = new Web.Ask("GET", URI.create(url), Map.of(), Optional.empty(), Duration.ofSeconds(2));
        return new Web(reach, Optional.empty()).send(ask).status();
    }
}
