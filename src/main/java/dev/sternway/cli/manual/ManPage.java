package dev.sternway.cli.manual;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A verb's manual page, as {@code man} reads it. */
final class ManPage {
    private static final String ENVIRONMENT = """
            .SH ENVIRONMENT
            .TP
            \\fBSTERNWAY_URL\\fR, \\fBSTERNWAY_USER\\fR, \\fBSTERNWAY_PASSWORD\\fR, \\fBSTERNWAY_TOKEN\\fR
            The server, and who asks it; a token goes before user and password.
            .TP
            \\fBSTERNWAY_PROFILE\\fR, \\fBSTERNWAY_PROFILES\\fR
            A profile's name, and the file of profiles.
            .TP
            \\fBNO_COLOR\\fR
            No colours, even on a terminal.
            """;

    private ManPage() {}

    static String of(CommandSpec spec) {
        StringBuilder page = new StringBuilder();
        String name = spec.qualifiedName("-");
        String[] about = spec.usageMessage().description();
        page.append(".TH ").append(name.toUpperCase(java.util.Locale.ROOT)).append(" 1 \"\" \"");
        page.append(String.join(" ", spec.root().version())).append("\" \"Sternway\"\n");
        page.append(".SH NAME\n").append(text(name)).append(" \\- ");
        page.append(text(about.length == 0 ? "" : about[0].replaceFirst("\\.$", "")))
                .append('\n');
        String synopsis = new CommandLine.Help(spec, Ansi.OFF).synopsis(0).replaceAll("\\s+", " ");
        page.append(".SH SYNOPSIS\n").append(text(synopsis.strip())).append('\n');
        page.append(".SH DESCRIPTION\n");
        page.append(Arrays.stream(about).map(ManPage::text).collect(Collectors.joining("\n.br\n")))
                .append('\n');
        if (!spec.positionalParameters().isEmpty() || !spec.options().isEmpty()) {
            page.append(".SH OPTIONS\n");
            spec.positionalParameters().stream()
                    .filter(it -> !it.hidden())
                    .forEach(it -> entry(page, it.paramLabel(), it));
            spec.options().stream().filter(it -> !it.hidden()).forEach(it -> entry(page, names(it), it));
        }
        if (!spec.subcommands().isEmpty()) {
            page.append(".SH VERBS\n");
            spec.subcommands()
                    .forEach((verb, line) -> page.append(".TP\n\\fB")
                            .append(text(verb))
                            .append("\\fR\n")
                            .append(text(String.join(
                                    " ", line.getCommandSpec().usageMessage().description())))
                            .append('\n'));
        }
        if (!spec.usageMessage().exitCodeList().isEmpty()) {
            page.append(".SH EXIT STATUS\n");
            spec.usageMessage()
                    .exitCodeList()
                    .forEach((code, meaning) -> page.append(".TP\n")
                            .append(text(code))
                            .append('\n')
                            .append(text(meaning))
                            .append('\n'));
        }
        return page.append(ENVIRONMENT).toString();
    }

    private static String names(OptionSpec option) {
        String label = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        return String.join(", ", option.names()) + label;
    }

    private static void entry(StringBuilder page, String name, ArgSpec arg) {
        page.append(".TP\n\\fB").append(text(name)).append("\\fR\n");
        page.append(text(String.join(" ", arg.description()))).append('\n');
    }

    /** No line of it is an order to man. */
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("%n", " ")
                .replace("%%", "%");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
