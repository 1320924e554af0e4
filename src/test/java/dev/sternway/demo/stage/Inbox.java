package dev.sternway.demo.stage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/** Where messages end up: an SMTP sink, and a chat that takes Slack-style webhooks. */
public final class Inbox implements AutoCloseable {
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final HttpServer chat;
    private final AtomicInteger posts = new AtomicInteger();

    private Inbox(Path log) throws IOException {
        mail.start();
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Files.write(log, body, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Files.writeString(log, "\n", StandardOpenOption.APPEND);
            posts.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        chat.start();
    }

    /** @param log file that keeps what was said in the chat */
    public static Inbox open(Path log) throws IOException {
        return new Inbox(log);
    }

    public String mailUrl() {
        return "smtp://localhost:" + mail.getSmtp().getPort();
    }

    public String chatUrl() {
        return "http://localhost:" + chat.getAddress().getPort();
    }

    public int mails() {
        return mail.getReceivedMessages().length;
    }

    public int posts() {
        return posts.get();
    }

    @Override
    public void close() {
        chat.stop(0);
        mail.stop();
    }
}
