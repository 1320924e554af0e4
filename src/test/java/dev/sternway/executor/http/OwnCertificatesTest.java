package dev.sternway.executor.http;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.sternway.base.tls.TlsIdentity;
import dev.sternway.base.web.Reach;
import dev.sternway.base.web.Web;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.notify.NotifyWebhook;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.Target.Tls;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import dev.sternway.testing.OwnCertificate;
import dev.sternway.watch.Sample;
import dev.sternway.watch.source.HttpSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate nobody knows, and that wants to know who asks. */
class OwnCertificatesTest {
    @TempDir
    private static Path folder;

    private static OwnCertificate service;
    private static OwnCertificate sternway;
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        service = OwnCertificate.make(folder, "localhost", "-ext", "san=dns:localhost");
        sternway = OwnCertificate.make(folder, "sternway");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TlsIdentity trustsSternway = new TlsIdentity(
                Optional.of(sternway.certificate()), Optional.of(service.certificate()), Optional.of(service.key()));
        server.setHttpsConfigurator(new HttpsConfigurator(trustsSternway.context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void aMessageReachesAServiceThatOnlyThePlanTrustsAndThatKnowsSternway() throws Exception {
        NotifyWebhook webhook = new NotifyWebhook();
        TestContext context = new TestContext(folder).target("chat", target(Optional.of(tls("CERTIFICATE", "KEY"))));
        context.secrets.put("CA", service.certificate());
        context.secrets.put("CERTIFICATE", sternway.certificate());
        context.secrets.put("KEY", sternway.key());
        var message = inputs(webhook, "{target: chat, text: The service is back.}");

        done(webhook.run(message, context));

        context.target("chat", target(Optional.empty()));
        assertThat(failed(webhook.run(message, context), true).what())
                .as("Java does not know the certificate")
                .contains("certification path");
        context.target("chat", target(Optional.of(new Tls(ref("CA"), Optional.empty(), Optional.empty()))));
        failed(webhook.run(message, context), true);
        context.target("chat", target(Optional.of(tls("CERTIFICATE", "CA"))));
        assertThatThrownBy(() -> webhook.run(message, context))
                .hasMessageContaining("SW-0653")
                .hasMessageContaining("no BEGIN PRIVATE KEY")
                .hasMessageNotContaining(service.certificate().reveal());
    }

    @Test
    void aTriggerAsksItToo() {
        var health = new Trigger.Http("api", "/", Optional.empty(), Optional.empty(), Optional.empty());
        HttpSource source = new HttpSource(health, url(), Optional.empty());

        assertThat(source.ask()).isEqualTo(new Sample.Value(0));
        assertThat(source.through(new Web(
                                Reach.ANYWHERE,
                                Optional.of(new TlsIdentity(
                                        Optional.of(service.certificate()),
                                        Optional.of(sternway.certificate()),
                                        Optional.of(sternway.key())))))
                        .ask())
                .isEqualTo(new Sample.Value(1));
    }

    /** With curl, from the script that does without Sternway. */
    @Test
    void aRunbookOfShellReachesItToo() throws Exception {
        assertThat(byHand(Optional.of(tls("CERTIFICATE", "KEY")))).isZero();
        assertThat(byHand(Optional.empty())).as("curl does not know it").isNotZero();
        assertThat(byHand(Optional.of(new Tls(ref("CA"), Optional.empty(), Optional.empty()))))
                .as("it does not know who asks")
                .isNotZero();
    }

    private static int byHand(Optional<Tls> tls) throws Exception {
        HttpRequestStep request = new HttpRequestStep();
        ShellStep step = request.inShell(
                        inputs(request, "{target: it, path: /}"),
                        new ShellSetting(Map.of("it", target(tls)), path -> Optional.empty()))
                .orElseThrow();
        String script = "set -eu\nrun=run-1 step=7 mark=run-1/7 work=$PWD\nsay() { printf '%s\\n' \"$*\"; }\n"
                + String.join("\n", step.needs().functions().values()) + "\nperform() {\n" + step.run()
                + "\n}\nperform\n";
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        shell.environment()
                .putAll(Map.of(
                        "CA", service.certificate().reveal(),
                        "CERTIFICATE", sternway.certificate().reveal(),
                        "KEY", sternway.key().reveal()));
        return shell.start().waitFor();
    }

    private static Tls tls(String certificate, String key) {
        return new Tls(ref("CA"), ref(certificate), ref(key));
    }

    private static Optional<SecretReference> ref(String name) {
        return Optional.of(new SecretReference(name));
    }

    private static Target target(Optional<Tls> tls) {
        return new Target(
                Target.Type.SERVICE,
                Optional.of(url()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                tls,
                Optional.empty());
    }

    private static String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }
}
