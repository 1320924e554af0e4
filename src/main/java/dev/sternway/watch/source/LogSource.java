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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matching lines that a file got since the last question: how many a minute, or which share of others. Where both patterns name
 * a group {@code user}, each user counts once.
 */
public final class LogSource implements Source {
    private static final long MOST = 8L << 20;
    private static final double MINUTE = 60e9;
    private static final String USER = "user";

    private final Trigger.Log log;
    private final Path file;
    private final Pattern pattern;
    private final Optional<Pattern> of;
    private final boolean byUser;
    private Optional<Object> known = Optional.empty();
    private long position;
    private long asked;

    public LogSource(Trigger.Log log) {
        this.log = log;
        this.file = Path.of(log.path());
        this.pattern = Pattern.compile(log.pattern());
        this.of = log.of().map(Pattern::compile);
        String group = "(?<" + USER + ">";
        this.byUser = log.pattern().contains(group)
                && log.of().filter(all -> !all.contains(group)).isEmpty();
    }

    @Override
    public String query() {
        return log.path()
                + (byUser ? ": users in lines with " : ": lines with ")
                + log.pattern()
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
        Tally matched = new Tally();
        Tally all = new Tally();
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(from);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (line != null) {
                matched.take(pattern.matcher(line));
                if (of.isPresent()) {
                    all.take(of.get().matcher(line));
                }
                line = lines.readLine();
            }
            position = channel.position();
        }
        if (of.isPresent()) {
            return all.count() == 0 ? new Sample.NoTraffic() : new Sample.Value((double) matched.count() / all.count());
        }
        return new Sample.Value(matched.count() / minutes);
    }

    /** Lines, or the users in them. */
    private final class Tally {
        private final Set<String> users = new HashSet<>();
        private long lines;

        void take(Matcher line) {
            if (line.find()) {
                lines++;
                if (byUser) {
                    users.add(String.valueOf(line.group(USER)));
                }
            }
        }

        long count() {
            return byUser ? users.size() : lines;
        }
    }
}
