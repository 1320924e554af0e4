package dev.sternway.executor.check;

import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.Problem;
import dev.sternway.testing.QuietPort;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every check that asks a service, where nobody listens and where it is not let in. */
class HttpChecksTest {
    @TempDir
    Path folder;

    private CheckedService service;

    @BeforeEach
    void open() {
        service = new CheckedService(folder);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check/http    | path: /, within: 50ms, every: 20ms}                  | SW-0520
            check/health  | within: 50ms, every: 20ms}                           | SW-0520
            check/version | is: '1', within: 50ms}                               | SW-1150
            check/latency | path: /, over: 50ms, every: 20ms, breach: '> 9999'}  | SW-1155
            check/served  | path: /}                                             | SW-1118
            check/logs    | LOKI                                                 | SW-0648
            check/login   | LOGIN                                                | SW-1151
            check/crud    | CRUD                                                 | SW-1152
            """)
    void saysWhereNobodyAnswersAndMayBeTriedAgain(String uses, String with, String code) throws Exception {
        int port = QuietPort.free();
        service.open("http://localhost:" + port);

        Problem problem = failed(outcome(() -> service.run(uses, with)), true);

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.what()).contains("ConnectException");
        assertThat(problem.what() + problem.where()).contains("api");
        assertThat(problem.next()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check/http    | path: /, within: 50ms, every: 20ms}                 | SW-0341
            check/health  | within: 50ms, every: 20ms}                          | SW-0341
            check/version | is: '1', within: 50ms}                              | SW-0341
            check/latency | path: /, over: 50ms, every: 20ms, breach: '> 9999'} | SW-0341
            check/served  | path: /}                                            | SW-0341
            check/crud    | CRUD                                                | SW-0341
            check/logs    | LOKI                                                | SW-0647
            """)
    void saysWhoIsNotLetInAndDoesNotTryInVain(String uses, String with, String code) throws Exception {
        for (int status : new int[] {401, 403}) {
            service.serve(request -> Answer.of(status, "not for you"));
            service.context.target("api", Targets.serviceWithToken(service.server.url(), "KEY"));

            Problem problem = failed(outcome(() -> service.run(uses, with)), false);

            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.what()).contains(service.server.url(), String.valueOf(status), "not for you");
            assertThat(problem.where()).isEqualTo("api");
            assertThat(code.equals("SW-0647") || problem.what().contains("the token KEY"))
                    .as(problem.what())
                    .isTrue();
            assertThat(problem + service.context.output.toString()).doesNotContain("key-word");
        }
    }

    @Test
    void refusesToArmOnAServiceThatDoesNotLetItIn() throws Exception {
        service.serve(request -> Answer.of(403, ""));

        assertThat(refused(outcome(() -> service.ready("check/latency", "path: /, over: 50ms}")))
                        .what())
                .contains("a request without a log-in", "403");
        assertThat(failed(outcome(() -> service.ready("check/served", "path: /}")), false)
                        .code())
                .isEqualTo("SW-0341");
        assertThat(failed(outcome(() -> service.ready("check/logs", "LOKI")), false)
                        .code())
                .isEqualTo("SW-0647");
    }

    @Test
    void saysWhichAccountIsRefusedAndKeepsItsPassword() throws Exception {
        service.serve(request -> Answer.of(request.path().equals("/me") ? 200 : 401, ""));

        Problem problem = failed(outcome(() -> service.run("check/login", "LOGIN")), true);

        assertThat(problem.what()).contains("member: status is 401");
        assertThat(problem + service.context.output.toString()).doesNotContain("mia-word");
        assertThat(service.server.asked())
                .as("what has no session is asked no more")
                .hasSize(1);
    }

    @Test
    void saysWhatIsLeftBehindWhereItMayCreateAndNotDelete() throws Exception {
        service.serve(request -> switch (request.method()) {
            case "POST" -> Answer.of(201, "{\"id\": 7}");
            case "DELETE" -> Answer.of(403, "");
            default -> Answer.of(200, "{\"text\": \"one\"}");
        });

        Problem problem = failed(outcome(() -> service.run("check/crud", "CRUD")), true);

        assertThat(problem.what()).contains("/notes/7 is left behind", "answered with 403");
    }
}
