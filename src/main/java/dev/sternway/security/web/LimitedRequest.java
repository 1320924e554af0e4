package dev.sternway.security.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request whose body ends with an error beyond a limit. */
final class LimitedRequest extends HttpServletRequestWrapper {
    private final long largest;
    private boolean exceeded;
    private Optional<ServletInputStream> opened = Optional.empty();

    LimitedRequest(HttpServletRequest request, long largest) {
        super(request);
        this.largest = largest;
    }

    boolean exceeded() {
        return exceeded;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (opened.isEmpty()) {
            opened = Optional.of(new Limited(super.getInputStream()));
        }
        return opened.get();
    }

    @Override
    public BufferedReader getReader() throws IOException {
        Charset charset = Optional.ofNullable(getCharacterEncoding())
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    private final class Limited extends ServletInputStream {
        private final ServletInputStream whole;
        private long read;

        private Limited(ServletInputStream whole) {
            this.whole = whole;
        }

        @Override
        public int read() throws IOException {
            int one = whole.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int some = whole.read(into, from, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) throws IOException {
            read += more;
            if (read > largest) {
                exceeded = true;
                throw new IOException("the body is longer than " + largest + " bytes");
            }
        }

        @Override
        public boolean isFinished() {
            return whole.isFinished();
        }

        @Override
        public boolean isReady() {
            return whole.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            whole.setReadListener(listener);
        }
    }
}
