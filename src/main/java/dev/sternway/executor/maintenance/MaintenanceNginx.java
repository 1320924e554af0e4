package dev.sternway.executor.maintenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.traffic.NginxFile;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** nginx answers 503 with Retry-After for chosen paths, by a file that its server includes. */
public final class MaintenanceNginx implements Executor<MaintenanceNginx.Inputs> {
    private static final Duration AFTER = Duration.ofMinutes(1);
    private static final String PATH = "/[A-Za-z0-9_.~/%@:+,=-]*";
    private static final String NOTHING = "# no maintenance\n";

    /** The file, and what users get. */
    public record Inputs(
            @JsonPropertyDescription("Target of type host: where nginx and Sternway run.") @NotBlank
            String host,

            @JsonPropertyDescription(
                    "The file for this alone that a server block of nginx includes; it must exist, and may be empty.")
            @NotBlank
            @Pattern(regexp = "/.*", message = "is an absolute path")
            String file,

            @JsonPropertyDescription("shown, or hidden as it was at arming.") @NotNull
            Page page,

            @JsonPropertyDescription("Beginnings of the paths that answer 503; all when left out.")
            List<@Pattern(regexp = PATH) String> paths,

            @JsonPropertyDescription("Beginnings of paths that go on, for those who mend it; none when left out.")
            List<@Pattern(regexp = PATH) String> except,

            @JsonPropertyDescription("What Retry-After says; 1m when left out.") @JsonProperty("retry-after")
            Duration retryAfter,

            @JsonPropertyDescription("The words on the page.") @Pattern(regexp = "[^\"$\\\\{};]*")
            String text,

            @JsonPropertyDescription("How users see it.") @NotNull @Valid
            PageOutside serves,

            @JsonPropertyDescription("Command that tests the configuration; nginx -t when left out.")
            List<@NotBlank String> test,

            @JsonPropertyDescription("Command that loads it; nginx -s reload when left out.")
            List<@NotBlank String> reload) {
        public Inputs {
            paths = paths == null || paths.isEmpty() ? List.of("/") : List.copyOf(paths);
            except = except == null ? List.of() : List.copyOf(except);
            retryAfter = retryAfter == null ? AFTER : retryAfter;
            text = text == null ? "Under maintenance, please come back soon" : text;
            test = test == null || test.isEmpty() ? NginxFile.TEST : List.copyOf(test);
            reload = reload == null || reload.isEmpty() ? NginxFile.RELOAD : List.copyOf(reload);
        }

        boolean on() {
            return page == Page.SHOWN;
        }
    }

    /** Whether the page is shown. */
    public enum Page {
        @JsonProperty("shown")
        SHOWN,
        @JsonProperty("hidden")
        HIDDEN
    }

    @Override
    public String uses() {
        return "maintenance/nginx";
    }

    @Override
    public String summary() {
        return "Lets nginx answer 503 with Retry-After for chosen paths, or serve again, and asks from outside.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        NginxFile file = file(inputs, context);
        Map<String, String> evidence = file.keepArmed();
        String lacks = inputs.serves().once(false, context);
        if (!lacks.isEmpty()) {
            context.print("at arming: " + lacks);
        }
        return Outcome.done(evidence);
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        boolean so = file(inputs, context).content().equals(wanted(inputs, context));
        return so && inputs.serves().once(inputs.on(), context).isEmpty()
                ? Probe.already("maintenance", inputs.on() ? "on" : "off")
                : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return file(inputs, context)
                .become(wanted(inputs, context), during -> inputs.serves().until(inputs.on(), during));
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        String lacks = inputs.serves().once(inputs.on(), context);
        return lacks.isEmpty()
                ? Outcome.done(Map.of("seen", inputs.on() ? "503 with Retry-After" : "no 503"))
                : Outcome.failed(
                        "SW-1134",
                        "The new configuration is not seen from outside: " + lacks,
                        inputs.file(),
                        "See that the server block includes the file, then choose again");
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        NginxFile file = file(inputs, context);
        Optional<String> before = file.before();
        return before.isEmpty() || before.get().equals(file.content())
                ? Outcome.done(Map.of("file", "as before"))
                : file.become(before.get(), during -> "");
    }

    private static NginxFile file(Inputs inputs, StepContext context) {
        return new NginxFile(context, inputs.host(), inputs.file(), inputs.test(), inputs.reload());
    }

    /** @throws ProblemException SW-1144 when the page was on at arming already, so that nobody knows how off is */
    private static String wanted(Inputs inputs, StepContext context) {
        if (inputs.on()) {
            return text(inputs);
        }
        String armed = file(inputs, context).armed().orElse(NOTHING);
        if (armed.equals(text(inputs))) {
            throw ProblemException.of(
                    "SW-1144",
                    "The maintenance page was on when the plan was armed",
                    inputs.file(),
                    "Empty the file by hand, or arm the plan while it is off");
        }
        return armed;
    }

    /** In the server's own block, where it counts before every location. */
    private static String text(Inputs inputs) {
        String except = inputs.except().isEmpty() ? "" : "(?!" + regex(inputs.except()) + ")";
        return """
                # shown by Sternway; this file is replaced as a whole
                error_page 503 @sternway_maintenance;
                if ($uri ~ "^%s%s") {
                    return 503;
                }
                location @sternway_maintenance {
                    add_header Retry-After %d always;
                    add_header Cache-Control no-store always;
                    default_type text/plain;
                    return 503 "%s\\n";
                }
                """.formatted(except, regex(inputs.paths()), inputs.retryAfter().toSeconds(), inputs.text());
    }

    private static String regex(List<String> paths) {
        return paths.stream().map(path -> path.replaceAll("[.+]", "[$0]")).collect(Collectors.joining("|", "(?:", ")"));
    }
}
