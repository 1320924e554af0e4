package dev.sternway.executor.notify.mail;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A mail, with files of the rollback attached. */
public final class NotifyEmail implements Executor<NotifyEmail.Inputs> {
    private static final long LARGEST = 10L << 20;

    /** The mail. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target of type mail: url smtp://host:port or smtps://host:port, user and password if it wants them.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Sender's address.") @NotBlank @Email
            String from,

            @JsonPropertyDescription("Receivers' addresses.") @NotEmpty
            List<@NotBlank @Email String> to,

            @JsonPropertyDescription("Subject.") @NotBlank String subject,

            @JsonPropertyDescription("The message as plain text.") @NotBlank
            String text,

            @JsonPropertyDescription("The message as HTML; when left out, the text in a plain page.")
            Optional<String> html,

            @JsonPropertyDescription("Files of the rollback to attach, by name, for example post-mortem.ics.")
            List<@NotBlank String> attach) {
        public Inputs {
            to = to == null ? List.of() : List.copyOf(to);
            attach = attach == null ? List.of() : List.copyOf(attach);
        }
    }

    @Override
    public String uses() {
        return "notify/email";
    }

    @Override
    public String summary() {
        return "Sends a mail, with files of the rollback attached.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.NEITHER;
    }

    @Override
    public String natureElse() {
        return "But a message of a plan never waits for one: it is kept, and sent again with the same Message-ID.";
    }

    /** Saying it twice is better than stopping a rollback for it; the Message-ID tells mail programs that it is the same. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        MailServer server = MailServer.of(context, inputs.target());
        List<Path> files =
                inputs.attach().stream().map(name -> file(context, name)).toList();
        MimeMessage mail = new Letter(inputs, files, context.key()).in(server.session());
        try {
            Transport.send(mail);
        } catch (MessagingException failure) {
            return new Outcome.Failed(problem(inputs, server, failure), !permanent(failure));
        }
        return Outcome.done(Map.of(
                "receivers", String.valueOf(inputs.to().size()), "message-id", String.valueOf(mail.getMessageID())));
    }

    private static Path file(StepContext context, String name) {
        Path file = context.workspace().resolve(name).normalize();
        boolean inside = context.workspace().normalize().equals(file.getParent());
        if (!inside || !Files.isRegularFile(file) || file.toFile().length() > LARGEST) {
            throw ProblemException.of(
                    "SW-0533",
                    "The file " + name + " cannot be attached",
                    context.step(),
                    "Name a file of the rollback's folder of at most 10 MiB");
        }
        return file;
    }

    private static boolean permanent(MessagingException failure) {
        return failure instanceof AuthenticationFailedException
                || failure instanceof SendFailedException refused && invalid(refused).length > 0;
    }

    private static Address[] invalid(SendFailedException refused) {
        return refused.getInvalidAddresses() == null ? new Address[0] : refused.getInvalidAddresses();
    }

    private static Problem problem(Inputs inputs, MailServer server, MessagingException failure) {
        String refused = failure instanceof SendFailedException some && invalid(some).length > 0
                ? " It refuses "
                        + Arrays.stream(invalid(some)).map(String::valueOf).collect(Collectors.joining(", ")) + "."
                : "";
        String said = String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
        return new Problem(
                "SW-0532",
                "The mail server " + server.name() + " did not take the mail: " + said + "." + refused,
                inputs.target(),
                "Check server, log-in and addresses, or tell people by other means");
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        List<String> letter = new ArrayList<>(List.of(
                "From: " + inputs.from(), "To: " + String.join(", ", inputs.to()), "Subject: " + inputs.subject(), ""));
        letter.addAll(inputs.text().lines().toList());
        inputs.attach().forEach(file -> letter.add("Attach: " + file));
        String shown = letter.stream().map(line -> "say " + Shell.message(line)).collect(Collectors.joining("\n"));
        return Optional.of(ShellStep.of("send this mail by hand:", shown + "\ninstructed", Needs.NOTHING)
                .asks());
    }
}
