package dev.sternway.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server on this machine that can be cut: it refuses, or it falls silent and says nothing at all. */
final class CutLine implements AutoCloseable {
    private final ServerSocket door;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WHOLE;

    enum State {
        WHOLE,
        REFUSES,
        SILENT
    }

    CutLine(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void cut(State how) {
        state = how;
        if (how == State.REFUSES) {
            open.forEach(CutLine::end);
        }
    }

    /** Whatever hung is broken; new connections are whole. */
    void mend() {
        state = State.WHOLE;
        open.forEach(CutLine::end);
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                Socket client = door.accept();
                open.add(client);
                if (state == State.REFUSES) {
                    end(client);
                } else if (state == State.WHOLE) {
                    Socket target = new Socket(InetAddress.getLoopbackAddress(), server);
                    open.add(target);
                    thread(() -> pass(client, target));
                    thread(() -> pass(target, client));
                }
            }
        } catch (IOException closed) {
            open.forEach(CutLine::end);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (state == State.WHOLE) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException broken) {
            // the other side notices
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException ended) {
            // it has ended already
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "cut-line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(CutLine::end);
    }
}
