package dev.sternway.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Trigger;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.watch.Sample;
import dev.sternway.watch.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSourceTest {
    @TempDir
    private Path folder;

    @Test
    void countsOnlyLinesThatCameSinceTheLastLook() throws IOException {
        Path log = Files.writeString(folder.resolve("app.log"), "ERROR of yesterday\n");
        Source source = source(log, Optional.of("INFO|ERROR"));

        assertThat(source.ask()).as("the first look is the base").isEqualTo(new Sample.None());
        assertThat(source.ask()).isEqualTo(new Sample.NoTraffic());
        append(log, "INFO a\nERROR b\nDEBUG c\nINFO d\nINFO e\n");
        assertThat(source.ask()).isEqualTo(new Sample.Value(0.25));
        assertThat(source.ask()).isEqualTo(new Sample.NoTraffic());
    }

    @Test
    void countsEachUserOnceWhereThePatternsNameThem() throws IOException {
        Path log = Files.writeString(folder.resolve("app.log"), "");
        String user = "user=(?<user>\\S+)";
        Source source = new LogSource(new Trigger.Log(log.toString(), "ERROR .*" + user, Optional.of(user)));

        source.ask();
        append(log, "ERROR 500 user=a\nERROR 500 user=a\nERROR 502 user=a\nINFO user=b\nINFO user=c\nINFO user=d\n");

        assertThat(source.ask()).as("one of four users").isEqualTo(new Sample.Value(0.25));
        assertThat(source.query()).contains("users in lines with");
    }

    @Test
    void tellsHowManyAMinuteAndFollowsARotatedFile() throws IOException {
        Path log = Files.writeString(folder.resolve("app.log"), "INFO\n".repeat(50));
        Source source = source(log, Optional.empty());
        source.ask();

        Files.move(log, folder.resolve("app.log.1"));
        assertThat(source.ask()).isInstanceOf(Sample.Down.class);
        Files.writeString(log, "ERROR a\nERROR b\n");

        assertThat(source.ask())
                .isInstanceOfSatisfying(
                        Sample.Value.class,
                        value -> assertThat(value.number())
                                .as("two within some milliseconds")
                                .isGreaterThan(2));
        append(log, "fine\n");
        assertThat(source.ask()).isEqualTo(new Sample.Value(0));
    }

    @Test
    void measuresHowLongAnswersTake() {
        try (WebServer server = new WebServer(asked -> Answer.of(200, "{}"))) {
            var http = new Trigger.Http("api", "/", Optional.empty(), Optional.empty(), Optional.of("p95"));
            Source source = new HttpSource(http, server.url(), Optional.empty());

            assertThat(source.ask())
                    .isInstanceOfSatisfying(
                            Sample.Value.class,
                            value -> assertThat(value.number()).isBetween(0.01, 5000.0));
            assertThat(server.asked()).hasSize(10);
            assertThat(source.query()).endsWith("p95 in ms");
        }
    }

    @Test
    void combinesOtherTriggers() {
        var both = new Trigger.Triggers(List.of("a", "b"), List.of());
        var either = new Trigger.Triggers(List.of(), List.of("a", "b"));

        assertThat(new TriggersSource(both, id -> Optional.of(id.equals("a"))).ask())
                .isEqualTo(new Sample.Value(0));
        assertThat(new TriggersSource(both, id -> Optional.of(true)).ask()).isEqualTo(new Sample.Value(1));
        assertThat(new TriggersSource(either, id -> Optional.of(id.equals("a"))).ask())
                .isEqualTo(new Sample.Value(1));
        assertThat(new TriggersSource(either, id -> Optional.empty()).ask()).isEqualTo(new Sample.None());
    }

    private static void append(Path log, String lines) throws IOException {
        Files.writeString(log, lines, StandardOpenOption.APPEND);
    }

    private static Source source(Path log, Optional<String> of) {
        return new LogSource(new Trigger.Log(log.toString(), "ERROR", of));
    }
}
