package dev.sternway.watch.source;

import dev.sternway.plan.Trigger;
import dev.sternway.watch.Sample;
import dev.sternway.watch.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Pattern;

/** Matching lines that a file got since the last question: how many a minute, or which share of others. */
public final class LogSource implements Source {
    private static final long MOST = 8L << 20;
    private static final double MINUTE = 60e9;

    private final Trigger.Log log;
    private final Path file;
    private final Pattern pattern;
    private final Optional<Pattern> of;
    private Optional<Object> known = Optional.empty();
    private long position;
    private long asked;

    public LogSource(Trigger.Log log) {
        this.log = log;
        this.file = Path.of(log.path());
        this.pattern = Pattern.compile(log.pattern());
        this.of = log.of().map(Pattern::compile);
    }

    @Override
    public String query() {
        return log.path() + ": lines with " + log.pattern()
                + log.of().map(all -> " of those with " + all).orElse(" per minute");
    }

    @Override
    public synchronized Sample ask() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = Optional.ofNullable(now.fileKey()).orElse("");
            long before = asked;
            asked = System.nanoTime();
            if (known.isEmpty()) {
                known = Optional.of(key);
                position = now.size();
                return new Sample.None();
            }
            if (!key.equals(known.get()) || now.size() < position) {
                known = Optional.of(key);
                position = 0;
            }
            return count((asked - before) / MINUTE, Math.max(position, now.size() - MOST));
        } catch (IOException failure) {
            return new Sample.Down(failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
    }

    private Sample count(double minutes, long from) throws IOException {
        long matched = 0;
        long all = 0;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(from);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (line != null) {
                matched += pattern.matcher(line).find() ? 1 : 0;
                String one = line;
                all += of.filter(it -> it.matcher(one).find()).isPresent() ? 1 : 0;
                line = lines.readLine();
            }
            position = channel.position();
        }
        if (of.isPresent()) {
            return all == 0 ? new Sample.NoTraffic() : new Sample.Value((double) matched / all);
        }
        return new Sample.Value(matched / minutes);
    }
}
