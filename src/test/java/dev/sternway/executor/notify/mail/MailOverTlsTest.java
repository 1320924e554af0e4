package dev.sternway.executor.notify.mail;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.Target.Tls;
import dev.sternway.testing.OwnCertificate;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail server whose certificate nobody knows but the plan. */
class MailOverTlsTest {
    private static final String STORE = "greenmail.tls.keystore.file";
    private static final String PASSWORD = "greenmail.tls.keystore.password";

    @TempDir
    private Path folder;

    @Test
    void mailGoesToAServerThatOnlyThePlanTrustsAndToNoOther() throws Exception {
        OwnCertificate server = OwnCertificate.make(folder, "localhost", "-ext", "san=dns:localhost");
        OwnCertificate another = OwnCertificate.make(folder, "another", "-ext", "san=dns:localhost");
        System.setProperty(STORE, server.store().toString());
        System.setProperty(PASSWORD, "secret");
        GreenMail sink = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS));
        try {
            sink.start();
            NotifyEmail email = new NotifyEmail();
            TestContext context = new TestContext(folder);
            context.secrets.put("CA", server.certificate());
            context.secrets.put("OTHER_CA", another.certificate());
            var mail = inputs(
                    email,
                    "{target: mail, from: a@todo.example, to: [b@todo.example], subject: Back, text: It is back.}");
            int port = sink.getSmtps().getPort();

            context.target("mail", target(port, Optional.empty()));
            assertThat(failed(email.run(mail, context), true).code()).isEqualTo("SW-0532");
            context.target("mail", target(port, Optional.of("OTHER_CA")));
            assertThat(failed(email.run(mail, context), true).code()).isEqualTo("SW-0532");
            assertThat(sink.getReceivedMessages()).isEmpty();

            context.target("mail", target(port, Optional.of("CA")));
            done(email.run(mail, context));
            assertThat(sink.getReceivedMessages()).hasSize(1);
        } finally {
            sink.stop();
            System.clearProperty(STORE);
            System.clearProperty(PASSWORD);
        }
    }

    private static Target target(int port, Optional<String> ca) {
        return new Target(
                Target.Type.MAIL,
                Optional.of("smtps://localhost:" + port),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                ca.map(it -> new Tls(Optional.of(new SecretReference(it)), Optional.empty(), Optional.empty())));
    }
}
