package dev.sternway.executor.check.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.check.CheckHttp.Expect;
import dev.sternway.executor.http.HttpAnswer;
import dev.sternway.executor.http.HttpCall;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every kind of account logs in, uses its session, and logs out. */
public final class CheckLogin implements Executor<CheckLogin.Inputs> {
    private static final Duration ONE_ANSWER = Duration.ofSeconds(10);

    /** One account. */
    public record Account(
            @JsonPropertyDescription("What kind it is, for the report.") @NotBlank
            String name,

            @JsonPropertyDescription("What is sent to log in; a text secret:NAME is looked up.") @NotNull
            JsonNode body,

            @JsonPropertyDescription("The answer that means that it is logged in.") @Valid
            Expect expect) {
        public Account {
            expect = expect == null ? Expect.SUCCESS : expect;
        }
    }

    /** The way in and out. */
    public record Inputs(
            @JsonPropertyDescription("Target with the base URL.") @NotBlank
            String target,

            @JsonPropertyDescription("Path to log in with POST.") @NotBlank
            String path,

            @JsonPropertyDescription("One account of each kind.") @NotEmpty
            List<@Valid Account> accounts,

            @JsonPropertyDescription(
                    "JSON pointer of the session's token in the answer; its cookie counts when left out.")
            Optional<@Pattern(regexp = "/.*") String> token,

            @JsonPropertyDescription("Path that only a session may GET.") @NotBlank
            String session,

            @JsonPropertyDescription(
                    "Path to end the session with DELETE, or with POST when it ends in logout; not ended when left out.")
            @JsonProperty("log-out")
            Optional<String> logOut) {
        public Inputs {
            accounts = accounts == null ? List.of() : List.copyOf(accounts);
        }
    }

    @Override
    public String uses() {
        return "check/login";
    }

    @Override
    public String summary() {
        return "Checks that accounts of every kind can log in, that their sessions work, and that they end.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** Whether all secrets of the accounts are there. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) {
        inputs.accounts().forEach(account -> Secretive.filled(account.body(), context));
        return Outcome.done();
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        Map<String, String> evidence = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Account account : inputs.accounts()) {
            context.stillMine();
            String lacks = tried(inputs, account, context);
            context.stillMine();
            evidence.put(account.name(), lacks.isEmpty() ? "logged in and out" : lacks);
            if (!lacks.isEmpty()) {
                wrong.add(account.name() + ": " + lacks);
                context.print(account.name() + ": " + lacks);
            }
        }
        return wrong.isEmpty()
                ? Outcome.done(evidence)
                : Outcome.failed(
                        "SW-1151",
                        "Logging in does not work: " + String.join("; ", wrong),
                        inputs.target(),
                        "Try these accounts by hand, and look at the service's log");
    }

    /** An account that was let in is logged out again, whatever happens in between. */
    private static String tried(Inputs inputs, Account account, StepContext context) throws InterruptedException {
        try {
            HttpAnswer in = new HttpCall(
                            inputs.target(),
                            "POST",
                            inputs.path(),
                            Map.of(),
                            Optional.of(Secretive.filled(account.body(), context)),
                            ONE_ANSWER)
                    .send(context);
            List<String> unmet = account.expect().expectation().unmet(in);
            if (!unmet.isEmpty()) {
                return String.join("; ", unmet);
            }
            Optional<Map<String, String>> session = session(inputs, in);
            if (session.isEmpty()) {
                return "the answer holds no session";
            }
            String works = works(inputs, session.get(), context);
            return inputs.logOut().isEmpty() || context.work().abandoned()
                    ? works
                    : join(works, out(inputs, inputs.logOut().get(), session.get(), context));
        } catch (IOException silent) {
            return "no answer: " + silent.getMessage();
        }
    }

    private static String works(Inputs inputs, Map<String, String> session, StepContext context)
            throws InterruptedException {
        try {
            int with = asked(inputs, "GET", inputs.session(), session, context);
            if (with < 200 || with > 299) {
                return "its session is refused with " + with;
            }
            int without = asked(inputs, "GET", inputs.session(), Map.of(), context);
            return without >= 200 && without < 300 ? inputs.session() + " answers without a session, too" : "";
        } catch (IOException silent) {
            return inputs.session() + " does not answer: " + silent.getMessage();
        }
    }

    private static String out(Inputs inputs, String path, Map<String, String> session, StepContext context)
            throws InterruptedException {
        String method = path.endsWith("logout") ? "POST" : "DELETE";
        try {
            int out = asked(inputs, method, path, session, context);
            if (out >= 400) {
                return "logging out is answered with " + out + ", its session may go on";
            }
            int after = asked(inputs, "GET", inputs.session(), session, context);
            return after >= 200 && after < 300 ? "its session goes on after logging out" : "";
        } catch (IOException silent) {
            return "logging out gets no answer, its session may go on: " + silent.getMessage();
        }
    }

    private static String join(String one, String other) {
        return one.isEmpty() ? other : other.isEmpty() ? one : one + "; " + other;
    }

    private static int asked(
            Inputs inputs, String method, String path, Map<String, String> session, StepContext context)
            throws IOException, InterruptedException {
        return new HttpCall(inputs.target(), method, path, session, Optional.empty(), ONE_ANSWER)
                .send(context)
                .status();
    }

    private static Optional<Map<String, String>> session(Inputs inputs, HttpAnswer in) {
        if (inputs.token().isPresent()) {
            JsonNode token = in.json().at(JsonPointer.compile(inputs.token().get()));
            return token.isTextual()
                    ? Optional.of(Map.of("Authorization", "Bearer " + token.asText()))
                    : Optional.empty();
        }
        return in.header().apply("Set-Cookie").map(cookie -> Map.of("Cookie", cookie.replaceFirst(";.*", "")));
    }
}
