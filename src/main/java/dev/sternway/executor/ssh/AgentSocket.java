package dev.sternway.executor.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** The agent behind {@code SSH_AUTH_SOCK}. */
final class AgentSocket extends AbstractAgentProxy {
    private static final int LARGEST = 256 * 1024;

    private final SocketChannel socket;

    private AgentSocket(SocketChannel socket) {
        super(null);
        this.socket = socket;
    }

    /** Opens it once for each session. Nothing is forwarded to the machines. */
    static final class Factory implements SshAgentFactory {
        @Override
        public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
            return List.of();
        }

        @Override
        public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
            String path = System.getenv("SSH_AUTH_SOCK");
            if (path == null || path.isBlank()) {
                throw new IOException("SSH_AUTH_SOCK names no agent");
            }
            SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
            socket.connect(UnixDomainSocketAddress.of(path));
            return new AgentSocket(socket);
        }

        @Override
        public SshAgentServer createServer(ConnectionService service) throws IOException {
            throw new IOException("agents are not forwarded");
        }
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    protected synchronized Buffer request(Buffer question) throws IOException {
        ByteBuffer asked = ByteBuffer.wrap(question.array(), question.rpos(), question.available());
        while (asked.hasRemaining()) {
            socket.write(asked);
        }
        int length = read(Integer.BYTES).getInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException("the agent's answer is too long");
        }
        return new ByteArrayBuffer(read(length).array());
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(length);
        while (answer.hasRemaining()) {
            if (socket.read(answer) < 0) {
                throw new EOFException("the agent hung up");
            }
        }
        return answer.flip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        super.close();
    }
}
