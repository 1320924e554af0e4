package dev.sternway.base.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Each socket connects to an address that was checked, whatever the name says a moment later. */
final class CheckedSockets extends SocketFactory {
    private final Reach reach;

    CheckedSockets(Reach reach) {
        this.reach = reach;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress place) throws IOException {
                connect(place, 0);
            }

            @Override
            public void connect(SocketAddress place, int timeout) throws IOException {
                InetSocketAddress wanted = (InetSocketAddress) place;
                InetAddress checked = reach.addresses(wanted.getHostString(), wanted.getPort())
                        .get(0);
                super.connect(new InetSocketAddress(checked, wanted.getPort()), timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(InetSocketAddress.createUnresolved(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress here, int local) throws IOException {
        Socket socket = createSocket();
        socket.bind(new InetSocketAddress(here, local));
        socket.connect(InetSocketAddress.createUnresolved(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress here, int local) throws IOException {
        return createSocket(host.getHostAddress(), port, here, local);
    }
}
