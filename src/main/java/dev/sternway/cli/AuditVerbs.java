package dev.sternway.cli;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.words.Counted;
import dev.sternway.cli.access.AuditShow;
import dev.sternway.cli.terminal.Course;
import dev.sternway.ledger.LedgerFile;
import dev.sternway.ledger.Signature;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the ledger out of the server, and checks it without one. */
@Command(
        name = "audit",
        description = "Exports the ledger and proves that nobody changed it.",
        mixinStandardHelpOptions = true,
        subcommands = {AuditVerbs.Export.class, AuditShow.class, AuditVerbs.Verify.class})
final class AuditVerbs {
    private AuditVerbs() {}

    private static List<String> ledger(Server server, Optional<String> run, Course course) {
        course.begin("Reading the ledger");
        String query = run.map(it -> "?run=" + URLEncoder.encode(it, StandardCharsets.UTF_8))
                .orElse("");
        return server.text("/api/ledger" + query).lines().toList();
    }

    /** From the server into a file. */
    @Command(
            name = "export",
            description = "Writes the ledger, or one run's part of it, as one JSON object a line.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Parameters(arity = "0..1", paramLabel = "RUN", description = "A guard or a rollback. Default: all.")
        private Optional<String> run = Optional.empty();

        @Option(names = "--out", paramLabel = "FILE", description = "File to write. Default: standard output.")
        private Optional<Path> out = Optional.empty();

        @Option(
                names = "--sign-with",
                paramLabel = "KEY",
                description = {
                    "Private Ed25519 key in PEM; the last line then is the signature.",
                    "openssl genpkey -algorithm ed25519 -out key.pem"
                })
        private Optional<Path> key = Optional.empty();

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            List<String> lines = new ArrayList<>();
            try (Course course = Course.of(spec)) {
                lines.addAll(ledger(server, run, course));
            }
            key.ifPresent(it -> lines.add(Signature.line(List.copyOf(lines), it)));
            String text = String.join("\n", lines) + "\n";
            if (out.isPresent()) {
                WholeFile.write(out.get(), text);
            } else {
                spec.commandLine().getOut().print(text);
            }
            return 0;
        }
    }

    /** Finds any entry that was changed, removed, moved or slipped in. */
    @Command(
            name = "verify",
            description = {
                "Proves that no entry was changed, removed, moved or slipped in.",
                "Exits 0 if all is intact, 1 if not, 2 if the ledger cannot be read."
            },
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:all is intact",
                "1:something was changed, removed, moved or slipped in",
                "2:the ledger cannot be read"
            })
    static final class Verify implements Callable<Integer> {
        @Parameters(arity = "0..1", paramLabel = "RUN", description = "A guard or a rollback. Default: all.")
        private Optional<String> run = Optional.empty();

        @Option(names = "--file", paramLabel = "FILE", description = "An export; no server is asked then.")
        private Optional<Path> file = Optional.empty();

        @Option(
                names = "--key",
                paramLabel = "KEY",
                description = "Public Ed25519 key in PEM that has to have signed it.")
        private Optional<Path> key = Optional.empty();

        @Option(
                names = "--against",
                paramLabel = "EXPORT",
                description = "An earlier export: every entry of it has to be there, unchanged.")
        private Optional<Path> against = Optional.empty();

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String name = file.map(Path::toString).orElse("ledger");
            List<Problem> problems = new ArrayList<>();
            LedgerFile ledger;
            Optional<String> signature;
            try (Course course = Course.of(spec)) {
                List<String> lines = file.map(it -> lines(it, course)).orElseGet(() -> ledger(server, run, course));
                course.begin("Checking " + lines.size() + " lines");
                signature = lines.isEmpty()
                        ? Optional.empty()
                        : Optional.of(lines.get(lines.size() - 1)).filter(Signature::isOne);
                List<String> signed = signature.isPresent() ? lines.subList(0, lines.size() - 1) : lines;
                ledger = LedgerFile.read(name, signed);
                problems.addAll(ledger.verify());
                problems.addAll(signedBy(name, signed, signature));
                if (against.isPresent()) {
                    List<String> earlier = unsigned(lines(against.get(), course));
                    course.begin("Comparing with " + earlier.size() + " earlier lines");
                    problems.addAll(ledger.lacks(LedgerFile.read(against.get().toString(), earlier)));
                }
            }
            say(ledger, problems, signature.isPresent() && key.isEmpty());
            return problems.isEmpty() ? 0 : Cli.FINDINGS;
        }

        private List<Problem> signedBy(String name, List<String> signed, Optional<String> signature) {
            if (key.isEmpty()
                    || signature
                            .filter(it -> Signature.fits(signed, it, key.get()))
                            .isPresent()) {
                return List.of();
            }
            return List.of(new Problem(
                    "SW-0730",
                    signature.isEmpty()
                            ? "the export is not signed"
                            : "the signature is not that key's over this export",
                    name,
                    "Compare with an export or a backup taken before"));
        }

        private static List<String> unsigned(List<String> lines) {
            return lines.stream().filter(line -> !Signature.isOne(line)).toList();
        }

        private void say(LedgerFile ledger, List<Problem> problems, boolean unchecked) {
            PrintWriter out = spec.commandLine().getOut();
            if (server.json()) {
                out.println(PlanMapper.json()
                        .valueToTree(Map.of(
                                "entries", ledger.entries().size(),
                                "runs", ledger.runs(),
                                "intact", problems.isEmpty(),
                                "problems", problems)));
                return;
            }
            problems.forEach(out::println);
            String size =
                    Counted.of(ledger.entries().size(), "entry", "entries") + " of " + Counted.of(ledger.runs(), "run");
            out.println(problems.isEmpty() ? size + ": intact" : size + ": " + Counted.of(problems.size(), "problem"));
            if (unchecked) {
                spec.commandLine().getErr().println("The export is signed; --key PUBLIC.pem checks by whom.");
            }
        }

        private static List<String> lines(Path file, Course course) {
            course.begin("Reading " + file);
            try {
                return Files.readAllLines(file);
            } catch (IOException e) {
                throw ProblemException.of(
                        "SW-0731", "The file cannot be read", file.toString(), "Name an export of the ledger");
            }
        }
    }
}
