package dev.sternway.executor.notify.mail;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sternway.base.Secret;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyEmailTest {
    private static final String MAIL = """
            target: mail
            from: releases@todo.example
            to: [maria@todo.example, ivan@todo.example]
            subject: "Grüße: \\nBcc: everyone@todo.example"
            text: The service is back. Grüße
            """;

    private final NotifyEmail email = new NotifyEmail();
    private final GreenMail sink = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeEach
    void open() {
        sink.start();
        context = new TestContext(folder).target("mail", Targets.mail(url()));
    }

    @AfterEach
    void close() {
        sink.stop();
    }

    @Test
    void sendsOneMailToAllAndNoHeaderComesInThroughTheSubject() throws Exception {
        assertThat(done(send(MAIL))).containsEntry("receivers", "2");

        assertThat(sink.getReceivedMessages()).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.getSubject()).isEqualTo("Grüße: Bcc: everyone@todo.example");
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(alternatives(mail).getBodyPart(0).getContent()).isEqualTo("The service is back. Grüße");
        });
    }

    @Test
    void givesARepetitionTheSameMessageIdAndAnotherStepAnother() throws Exception {
        String first = String.valueOf(done(send(MAIL)).get("message-id"));

        assertThat(done(send(MAIL))).containsEntry("message-id", first);
        assertThat(sink.getReceivedMessages()[0].getMessageID()).isEqualTo(first);
        context = context.withKey("another step");
        assertThat(done(send(MAIL)).get("message-id")).isNotEqualTo(first);
    }

    @Test
    void attachesTheInvitationAsACalendar() throws Exception {
        Files.writeString(folder.resolve("post-mortem.ics"), "BEGIN:VCALENDAR");

        done(send(MAIL + "html: <b>back</b>\nattach: [post-mortem.ics]\n"));

        MimeMessage mail = sink.getReceivedMessages()[0];
        BodyPart calendar = part(mail, 1);
        assertThat(calendar.getContentType()).contains("text/calendar", "method=REQUEST");
        assertThat(calendar.getFileName()).isEqualTo("post-mortem.ics");
        assertThat(new String(calendar.getInputStream().readAllBytes())).isEqualTo("BEGIN:VCALENDAR");
        assertThat(alternatives(mail).getContentType()).contains("multipart/alternative");
        assertThat(GreenMailUtil.getBody(mail)).contains("<b>back</b>");
    }

    @Test
    void saysTheSameAsHtmlAndLetsNothingOfTheTextBecomeMarkup() throws Exception {
        done(send(MAIL.replaceAll(
                "text: .*",
                "text: |\n  The <b>API</b> & co. are back.\n  See https://status.todo.example/i/7.\n\n"
                        + "  - sign-up works\n  - 214 rows are set aside\n")));

        BodyPart html = alternatives(sink.getReceivedMessages()[0]).getBodyPart(1);
        assertThat(html.getContentType()).contains("text/html", "UTF-8");
        assertThat(String.valueOf(html.getContent()))
                .contains("Grüße: Bcc: everyone@todo.example</td>")
                .contains(
                        "The &lt;b&gt;API&lt;/b&gt; &amp; co. are back.<br>See <a href=\"https://status.todo.example/i/7\"")
                .contains("<li>sign-up works</li><li>214 rows are set aside</li>")
                .doesNotContain("<b>", "src=", "<script");
    }

    @Test
    void attachesNothingFromOutsideTheRollbacksFolder() throws Exception {
        Files.writeString(folder.resolveSibling("outside.txt"), "secret");

        assertThatThrownBy(() -> send(MAIL + "attach: [../outside.txt]")).hasMessageContaining("SW-0533");
        assertThatThrownBy(() -> send(MAIL + "attach: [/etc/passwd]")).hasMessageContaining("SW-0533");
        assertThatThrownBy(() -> send(MAIL + "attach: [gone.ics]")).hasMessageContaining("SW-0533");
        assertThat(sink.getReceivedMessages()).isEmpty();
    }

    @Test
    void logsInWhenTheTargetHasAUser() throws Exception {
        sink.setUser("releases@todo.example", "releases", "p4ss");
        context.secrets.put("MAIL_PASSWORD", Secret.of("p4ss"));
        context.target("mail", Targets.mail(url(), "releases", "MAIL_PASSWORD"));

        done(send(MAIL));
    }

    @Test
    void doesNotInsistWhenTheLogInIsWrongAndKeepsThePasswordToItself() throws Exception {
        sink.setUser("releases@todo.example", "releases", "p4ss");
        context.secrets.put("MAIL_PASSWORD", Secret.of("wr0ng"));
        context.target("mail", Targets.mail(url(), "releases", "MAIL_PASSWORD"));

        var problem = failed(send(MAIL), false);

        assertThat(problem.code()).isEqualTo("SW-0532");
        assertThat(problem.toString()).doesNotContain("wr0ng");
    }

    @Test
    void triesAgainWhenTheServerIsNotThere() throws Exception {
        sink.stop();

        assertThat(failed(send(MAIL), true).code()).isEqualTo("SW-0532");
    }

    @Test
    void refusesATargetThatIsNoMailServer() {
        context.target("mail", Targets.mail("http://localhost:25"));

        assertThatThrownBy(() -> send(MAIL)).hasMessageContaining("SW-0534");
    }

    private String url() {
        return "smtp://127.0.0.1:" + sink.getSmtp().getPort();
    }

    private static MimeMultipart alternatives(MimeMessage mail) throws Exception {
        return (MimeMultipart) part(mail, 0).getContent();
    }

    private static BodyPart part(MimeMessage mail, int index) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(index);
    }

    private Outcome send(String with) throws Exception {
        return email.run(inputs(email, with), context);
    }
}
