package dev.sternway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Sends any bytes as a request, also those that a well-behaved client would refuse to send. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 15_000;

    private final int port;
    private final String login;

    public RawHttp(int port, String user, String password) {
        this.port = port;
        this.login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public int port() {
        return port;
    }

    /** @param target path and query, as they stand in the request line */
    public record Request(String method, String target, String headers, byte[] body) {
        @Override
        public String toString() {
            String text = new String(body, 0, Math.min(body.length, 300), StandardCharsets.ISO_8859_1);
            return method + " " + target + "\n" + headers + "\n" + text + (body.length > 300 ? "… " + body.length : "");
        }
    }

    /** @param status 0 when the server closed without an answer */
    public record Answer(int status, String head, String body, long millis) {}

    /** @throws java.net.SocketTimeoutException when nothing comes for 15 seconds */
    public Answer send(Request request) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            String head =
                    request.method() + " " + request.target() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Authorization: Basic " + login + "\r\n" + request.headers() + "Content-Length: "
                            + request.body().length + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            try {
                out.write(request.body());
                out.flush();
            } catch (IOException refusedBeforeTheEnd) {
                // the answer is there all the same
            }
            return answer(socket.getInputStream(), start);
        }
    }

    private static Answer answer(InputStream in, long start) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            in.transferTo(bytes);
        } catch (java.net.SocketTimeoutException hangs) {
            throw hangs;
        } catch (IOException reset) {
            // what came before counts
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        int status = head.matches("(?s)HTTP/1\\.1 \\d{3}.*") ? Integer.parseInt(head.substring(9, 12)) : 0;
        return new Answer(
                status, head, end < 0 ? "" : text.substring(end + 4), (System.nanoTime() - start) / 1_000_000);
    }
}
