package dev.sternway.demo.victim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Maintenance and feature flags, kept in a file, so that the next version starts with the page that this one shows. */
final class Switches {
    private static final String MAINTENANCE = "maintenance";
    private static final String FLAG = "flag.";

    private final Path file;
    private final Properties values = new Properties();

    Switches(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                values.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    synchronized boolean maintenance() {
        return isOn(MAINTENANCE);
    }

    synchronized void maintenance(boolean on) {
        set(MAINTENANCE, on);
    }

    synchronized boolean flag(String name) {
        return isOn(FLAG + name);
    }

    synchronized void flag(String name, boolean on) {
        set(FLAG + name, on);
    }

    synchronized Map<String, Boolean> flags() {
        Map<String, Boolean> flags = new TreeMap<>();
        values.stringPropertyNames().stream()
                .filter(key -> key.startsWith(FLAG))
                .forEach(key -> flags.put(key.substring(FLAG.length()), isOn(key)));
        return flags;
    }

    private boolean isOn(String key) {
        return Boolean.parseBoolean(values.getProperty(key));
    }

    private void set(String key, boolean on) {
        values.setProperty(key, Boolean.toString(on));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            try (var out = Files.newOutputStream(next)) {
                values.store(out, null);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
