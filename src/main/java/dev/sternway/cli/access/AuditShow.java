package dev.sternway.cli.access;

import dev.sternway.cli.Server;
import dev.sternway.ledger.Anchors;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.LedgerFile;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints one chain of the ledger for people. */
@Command(
        name = "show",
        description = "Prints what happened in a run, or who changed what others may do: users, roles, rights, tokens.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:shown, and intact", "1:shown, and changed", "2:the call is wrong, or cannot be answered"})
public final class AuditShow implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            defaultValue = Anchors.ACCESS,
            description = "A guard, a rollback or a proposal. Default: ${DEFAULT-VALUE}, the chain of who may do what.")
    private String run = Anchors.ACCESS;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<String> lines = server.text("/api/ledger?run=" + URLEncoder.encode(run, StandardCharsets.UTF_8))
                .lines()
                .toList();
        LedgerFile ledger = LedgerFile.read(run, lines);
        if (server.json()) {
            lines.forEach(out::println);
            ledger.verify().forEach(spec.commandLine().getErr()::println);
        } else {
            ledger.entries().forEach(entry -> out.println(text(entry)));
            ledger.verify().forEach(out::println);
        }
        return ledger.verify().isEmpty() ? 0 : 1;
    }

    private static String text(Entry entry) {
        return "%s  %-18s %s: %s (from %s)"
                .formatted(
                        entry.at(),
                        entry.kind(),
                        entry.actor(),
                        entry.text(),
                        entry.detail().getOrDefault("from", "somewhere"));
    }
}
