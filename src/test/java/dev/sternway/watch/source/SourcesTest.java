package dev.sternway.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Trigger;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.watch.Sample;
import dev.sternway.watch.Source;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final Sample NONE = new Sample.None();

    @Nested
    class OfAService {
        private final AtomicReference<Answer> answer = new AtomicReference<>(Answer.of(200, "{}"));
        private final WebServer server = new WebServer(asked -> answer.get());

        @AfterEach
        void close() {
            server.close();
        }

        @Test
        void readsANumberOfTheAnswer() {
            Source source = source(http("/metrics", "/latency/p95", ""));
            answer.set(Answer.of(200, "{\"latency\": {\"p95\": 480}}"));

            assertThat(source.ask()).isEqualTo(new Sample.Value(480));
            assertThat(source.query()).isEqualTo("GET " + server.url() + "/metrics /latency/p95");
        }

        @Test
        void countsOnlyWhatCameSinceTheLastQuestion() {
            Source source = source(http("/metrics", "/errors", "/requests"));

            assertThat(counters(source, 900, 1000))
                    .as("the first answer is the base")
                    .isEqualTo(NONE);
            assertThat(counters(source, 900, 1100)).isEqualTo(new Sample.Value(0));
            assertThat(counters(source, 930, 1200)).isEqualTo(new Sample.Value(0.3));
        }

        @Test
        void tellsNoTrafficFromNoData() {
            Source source = source(http("/metrics", "/errors", "/requests"));
            counters(source, 5, 100);

            assertThat(counters(source, 5, 100)).isEqualTo(new Sample.NoTraffic());
        }

        @Test
        void startsFromZeroWhenTheServiceWasRestarted() {
            Source source = source(http("/metrics", "/errors", "/requests"));
            counters(source, 5, 1000);

            assertThat(counters(source, 2, 10)).isEqualTo(new Sample.Value(0.2));
            assertThat(counters(source, 2, 20)).isEqualTo(new Sample.Value(0));
        }

        @Test
        void hasNoDataWhenTheNumberIsMissing() {
            Source source = source(http("/metrics", "/errors", ""));

            for (String body : new String[] {"{}", "{\"errors\": null}", "{\"errors\": \"many\"}", "[]"}) {
                answer.set(Answer.of(200, body));
                assertThat(source.ask()).as(body).isEqualTo(NONE);
            }
        }

        @Test
        void isDownWhenTheServiceFailsOrIsNoJson() {
            Source source = source(http("/metrics", "/errors", ""));
            answer.set(Answer.of(500, "{\"errors\": 1}"));
            assertThat(source.ask()).isEqualTo(new Sample.Down("status 500"));

            answer.set(Answer.of(200, "<h1>Under maintenance</h1>"));
            assertThat(source.ask()).isInstanceOf(Sample.Down.class);

            server.close();
            assertThat(source.ask()).isInstanceOf(Sample.Down.class);
        }

        @Test
        void readsHealthFromTheStatusAlone() {
            Source source = source(http("/health", "", ""));
            assertThat(source.ask()).isEqualTo(new Sample.Value(1));

            answer.set(Answer.of(503, ""));
            assertThat(source.ask()).isEqualTo(new Sample.Value(0));

            server.close();
            assertThat(source.ask()).isEqualTo(new Sample.Value(0));
        }

        @Test
        void readsNoMoreThanAMebibyte() {
            Source source = source(http("/metrics", "/errors", ""));
            answer.set(Answer.of(200, "{\"errors\": 1, \"more\": \"" + "x".repeat(1 << 20) + "\"}"));

            assertThat(source.ask()).isInstanceOf(Sample.Down.class);
        }

        @Test
        void logsIn() {
            new HttpSource(http("/health", "", ""), server.url(), Optional.of("Bearer t0ken")).ask();

            assertThat(server.asked().get(0).headers()).containsEntry("authorization", "Bearer t0ken");
        }

        private Sample counters(Source source, int errors, int requests) {
            answer.set(Answer.of(200, "{\"errors\": " + errors + ", \"requests\": " + requests + "}"));
            return source.ask();
        }

        private Source source(Trigger.Http http) {
            return new HttpSource(http, server.url() + "/", Optional.empty());
        }
    }

    private static Trigger.Http http(String path, String value, String of) {
        return new Trigger.Http(
                "api",
                path,
                Optional.of(value).filter(it -> !it.isEmpty()),
                Optional.of(of).filter(it -> !it.isEmpty()),
                Optional.empty());
    }

    @Nested
    class OfADatabase {
        private final String database = PostgresServer.create();

        @Test
        void readsTheFirstValueOfTheFirstRow() {
            assertThat(ask("select 3.5")).isEqualTo(new Sample.Value(3.5));
        }

        @Test
        void hasNoDataWithoutARowOrAValue() {
            assertThat(ask("select 1 where false")).isEqualTo(NONE);
            assertThat(ask("select null::int")).isEqualTo(NONE);
            assertThat(ask("select 'NaN'::float8")).isEqualTo(new Sample.Value(Double.NaN));
        }

        @Test
        void isDownWhenTheQueryIsWrongOrIsNoNumber() {
            assertThat(ask("select count(*) from people")).isInstanceOf(Sample.Down.class);
            assertThat(ask("select 'many'")).isInstanceOf(Sample.Down.class);
        }

        @Test
        void changesNothing() {
            PostgresServer.execute(database, "create table t (id int)");

            assertThat(ask("insert into t values (1) returning id")).isInstanceOf(Sample.Down.class);
            assertThat(PostgresServer.value(database, "select count(*) from t")).isEqualTo("0");
        }

        private Sample ask(String query) {
            return new SqlSource(query, () -> PostgresServer.connect(database)).ask();
        }
    }
}
