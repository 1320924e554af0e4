package dev.sternway.executor.notify.mail;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.tls.TlsIdentity;
import dev.sternway.base.web.Reach;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Where mail is handed in. A password travels encrypted only, except on this machine. */
record MailServer(
        String scheme,
        String host,
        int port,
        Optional<String> user,
        Optional<Secret> password,
        Optional<TlsIdentity> tls,
        Reach reach) {
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String MILLIS = "10000";

    /** @throws ProblemException SW-0534 when the target is no mail server */
    static MailServer of(StepContext context, String name) {
        Target target = context.target(name);
        URI url = URI.create(
                target.url().filter(text -> text.matches("smtps?://[^/\\s]+/?")).orElse("none:none"));
        String host = url.getHost();
        if (host == null) {
            throw ProblemException.of(
                    "SW-0534",
                    "The target " + name + " is no mail server",
                    name,
                    "Give it the url smtp://host:port or smtps://host:port");
        }
        int usual = url.getScheme().equals("smtps") ? 465 : 25;
        return new MailServer(
                url.getScheme(),
                host,
                url.getPort() < 0 ? usual : url.getPort(),
                target.user(),
                target.password().map(context::secret),
                target.tls().map(tls -> tls.identity(context::secret)),
                context.allowed().reach());
    }

    String name() {
        return host + ":" + port;
    }

    Session session() {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", scheme);
        properties.setProperty("mail.transport.protocol.rfc822", scheme);
        String prefix = "mail." + scheme + ".";
        properties.setProperty(prefix + "host", host);
        properties.setProperty(prefix + "port", String.valueOf(port));
        properties.setProperty(prefix + "connectiontimeout", MILLIS);
        properties.setProperty(prefix + "timeout", MILLIS);
        properties.setProperty(prefix + "writetimeout", MILLIS);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(
                prefix + "starttls.required", String.valueOf(password.isPresent() && !HERE.contains(host)));
        properties.setProperty(prefix + "auth", String.valueOf(password.isPresent()));
        properties.put(prefix + "socketFactory", reach.sockets());
        tls.ifPresent(own ->
                properties.put(prefix + "ssl.socketFactory", own.context().getSocketFactory()));
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(
                        user.orElse(""), password.map(Secret::reveal).orElse(""));
            }
        });
    }
}
