package dev.sternway.demo;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request as no well-behaved client would send it. */
final class RawRequest {
    private static final int PATIENCE_MILLIS = 30_000;

    private RawRequest() {}

    /** @param head lines, each ended; the empty line is added */
    static String send(int port, String head) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write((head.replaceFirst("\r\n", "\r\nConnection: close\r\n") + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
