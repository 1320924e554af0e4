package dev.sternway.database.salvage;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Lines in a compressed file with a digest; written and read as a stream. */
public final class LineFile {
    private static final ObjectMapper JSON = Json.exact();

    private static final int BUFFER = 1 << 16;

    private LineFile() {}

    /** Takes lines one by one. */
    public interface Sink {
        void line(Line line) throws Exception;
    }

    /** Produces lines. */
    public interface Producer {
        void produce(Sink sink) throws Exception;
    }

    /** Takes lines that are written already, each a JSON object as a {@link Line} has it. */
    interface Texts {
        void text(String line) throws Exception;
    }

    /** Produces such lines. */
    interface TextProducer {
        void produce(Texts sink) throws Exception;
    }

    /** Takes lines as they are written in the file. */
    interface TextReader {
        void text(Text line) throws Exception;
    }

    /** A line as it is written in the file. */
    record Text(Line.Kind kind, String json) {
        private static final String START = "{\"kind\":\"";

        private static Text of(String json) throws IOException {
            int end = json.indexOf('"', START.length());
            return json.startsWith(START) && end > 0
                    ? new Text(Line.Kind.valueOf(json.substring(START.length(), end)), json)
                    : new Text(JSON.readValue(json, Line.class).kind(), json);
        }

        Line line() throws IOException {
            return JSON.readValue(json, Line.class);
        }
    }

    /** Compresses a little less, several times as fast. */
    private static final class Quick extends GZIPOutputStream {
        Quick(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** What was written. */
    public record Written(String sha256, long count) {}

    /** Nothing is left of a file that could not be written to its end. */
    public static Written write(Path file, Producer producer) throws Exception {
        return writeTexts(file, sink -> producer.produce(line -> sink.text(JSON.writeValueAsString(line))));
    }

    static Written writeTexts(Path file, TextProducer producer) throws Exception {
        MessageDigest digest = Digest.sha256();
        long[] count = {0};
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                new Quick(new DigestOutputStream(Files.newOutputStream(part), digest)), StandardCharsets.UTF_8))) {
            producer.produce(line -> {
                out.write(line);
                out.write('\n');
                count[0]++;
            });
        } catch (Exception failed) {
            Files.deleteIfExists(part);
            throw failed;
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return new Written(HexFormat.of().formatHex(digest.digest()), count[0]);
    }

    /** @throws ProblemException SW-0430 when the file was changed since it was written */
    public static void requireUnchanged(Path file, String sha256) throws IOException {
        MessageDigest digest = Digest.sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw ProblemException.of(
                    "SW-0430",
                    "The salvage file was changed since it was written",
                    file.toString(),
                    "Find the original");
        }
    }

    /** @throws ProblemException SW-0430 when the file was changed since it was written */
    public static void read(Path file, String sha256, Sink sink) throws Exception {
        readTexts(file, sha256, text -> sink.line(text.line()));
    }

    /** The same, but lines are only parsed where somebody asks. */
    static void readTexts(Path file, String sha256, TextReader reader) throws Exception {
        requireUnchanged(file, sha256);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), BUFFER), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                reader.text(Text.of(line));
            }
        }
    }
}
