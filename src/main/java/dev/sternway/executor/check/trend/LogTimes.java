package dev.sternway.executor.check.trend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the time in a log's line: ISO 8601, with the server's own zone where it names none, or as web servers write it. */
final class LogTimes {
    private static final long MOST = 64L << 20;
    private static final Pattern ISO = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,9}))?\\s?(Z|[+-]\\d\\d:?\\d\\d)?");
    private static final Pattern WEB = Pattern.compile("\\[(\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})]");
    private static final DateTimeFormatter OF_WEB =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    private LogTimes() {}

    /** Of the last 64 MiB; a line without a time of its own belongs to the one before. */
    static List<String> since(Path file, Instant since) throws IOException {
        List<String> lines = new ArrayList<>();
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - MOST));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            boolean young = false;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Optional<Instant> time = time(line);
                young = time.map(it -> !it.isBefore(since)).orElse(young);
                if (young) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    static Optional<Instant> time(String line) {
        try {
            Matcher iso = ISO.matcher(line);
            if (iso.find()) {
                String fraction = iso.group(3) == null ? "" : "." + iso.group(3);
                LocalDateTime local = LocalDateTime.parse(iso.group(1) + "T" + iso.group(2) + fraction);
                String zone = iso.group(4) == null ? "" : iso.group(4);
                return Optional.of(local.atZone(zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone))
                        .toInstant());
            }
            Matcher web = WEB.matcher(line);
            return web.find()
                    ? Optional.of(OffsetDateTime.parse(web.group(1), OF_WEB).toInstant())
                    : Optional.empty();
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
