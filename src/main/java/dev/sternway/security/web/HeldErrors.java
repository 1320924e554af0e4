package dev.sternway.security.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;

/** Holds the body of an error back; everything else passes at once. */
final class HeldErrors extends HttpServletResponseWrapper {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private Optional<PrintWriter> writer = Optional.empty();

    HeldErrors(HttpServletResponse response) {
        super(response);
    }

    /** @return what was written of an error */
    byte[] body() {
        writer.ifPresent(PrintWriter::flush);
        return kept.toByteArray();
    }

    boolean error() {
        return !isCommitted() && getStatus() >= 400;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Deciding(super.getOutputStream());
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (!error()) {
            return super.getWriter();
        }
        if (writer.isEmpty()) {
            writer =
                    Optional.of(new PrintWriter(new OutputStreamWriter(kept, Charset.forName(getCharacterEncoding()))));
        }
        return writer.get();
    }

    @Override
    public void flushBuffer() throws IOException {
        if (!error()) {
            super.flushBuffer();
        }
    }

    @Override
    public void resetBuffer() {
        kept.reset();
        super.resetBuffer();
    }

    @Override
    public void reset() {
        kept.reset();
        super.reset();
    }

    private final class Deciding extends ServletOutputStream {
        private final ServletOutputStream through;

        private Deciding(ServletOutputStream through) {
            this.through = through;
        }

        @Override
        public void write(int one) throws IOException {
            if (error()) {
                kept.write(one);
            } else {
                through.write(one);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (error()) {
                kept.write(bytes, from, length);
            } else {
                through.write(bytes, from, length);
            }
        }

        @Override
        public void flush() throws IOException {
            if (!error()) {
                through.flush();
            }
        }

        @Override
        public void close() throws IOException {
            if (!error()) {
                through.close();
            }
        }

        @Override
        public boolean isReady() {
            return through.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            through.setWriteListener(listener);
        }
    }
}
