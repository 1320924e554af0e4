package dev.sternway.plan.bundle;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.Plan;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanReader;
import dev.sternway.plan.yaml.PlanReader.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A plan's folder, sealed: {@code plan.yaml}, {@code environments/*.yaml} and every file that steps may name. */
public final class PlanBundle {
    public static final String PLAN = "plan.yaml";
    private static final long LARGEST = 20L * 1024 * 1024;
    private static final int MOST_FILES = 500;

    private final SortedMap<String, byte[]> files;
    private final Map<String, PlanReader.Reading> readings = new ConcurrentHashMap<>();

    private PlanBundle(SortedMap<String, byte[]> files) {
        this.files = files;
        if (!files.containsKey(PLAN)) {
            throw unusable("There is no " + PLAN + " at the top of the folder");
        }
    }

    /** Hidden files and links are left out. @throws ProblemException SW-0120 when the folder is unusable */
    public static PlanBundle ofFolder(Path folder) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder, 8)) {
            for (Path file : walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                Path relative = folder.relativize(file);
                boolean hidden = Stream.iterate(relative, path -> path != null, Path::getParent)
                        .anyMatch(path -> path.getFileName().toString().startsWith("."));
                if (!hidden) {
                    add(files, relative.toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw unusable("The folder " + folder + " cannot be read: " + e.getMessage());
        }
        return new PlanBundle(files);
    }

    /** @throws ProblemException SW-0120 when it is no zip of a plan's folder, or too large */
    public static PlanBundle ofZip(InputStream zip) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream entries = new ZipInputStream(zip, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                String name = entry.getName();
                if (name.startsWith("/") || name.contains("..") || name.contains("\\")) {
                    throw unusable("The zip holds a path that leaves its folder: " + name);
                }
                add(files, name, entries.readNBytes((int) LARGEST + 1));
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw unusable("This is not a zip file: " + e.getMessage());
        } catch (IOException e) {
            throw unusable("The zip cannot be read: " + e.getMessage());
        }
        return new PlanBundle(files);
    }

    /** The same content gives the same bytes. */
    public byte[] toZip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setLastModifiedTime(FileTime.fromMillis(315_532_800_000L));
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** SHA-256 over names and contents. */
    public String digest() {
        MessageDigest digest = Digest.sha256();
        files.forEach((name, content) -> {
            digest.update((name.length() + ":" + name + ":" + content.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    public Optional<byte[]> file(String path) {
        return Optional.ofNullable(files.get(path)).map(byte[]::clone);
    }

    /** Bytes of all files together. */
    public long size() {
        return files.values().stream().mapToLong(content -> content.length).sum();
    }

    public boolean has(String path) {
        return files.containsKey(path);
    }

    /** Of all files, in alphabetical order. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** Names of the environments that have a file. */
    public List<String> environments() {
        return files.keySet().stream()
                .filter(name -> name.matches("environments/[^/]+\\.yaml"))
                .map(name -> name.substring("environments/".length(), name.length() - ".yaml".length()))
                .toList();
    }

    /** The plan as it reads in an environment, with findings. */
    public PlanReader.Reading read(Optional<String> environment) {
        return readings.computeIfAbsent(environment.orElse(""), name -> {
            Optional<Source> patch =
                    environment.map(it -> "environments/" + it + ".yaml").map(file -> new Source(file, content(file)));
            return PlanReader.read(new Source(PLAN, content(PLAN)), patch);
        });
    }

    /** @throws ProblemException SW-0121 when the environment has no file, SW-0122 when the plan cannot be used */
    public Plan plan(String environment) {
        if (!environments().contains(environment)) {
            throw ProblemException.of(
                    "SW-0121",
                    "The plan has no environment " + environment,
                    "environments/" + environment + ".yaml",
                    "It has " + String.join(", ", environments()));
        }
        PlanReader.Reading reading = read(Optional.of(environment));
        return reading.plan()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0122",
                        "The plan cannot be used: "
                                + String.join(
                                        "; ",
                                        reading.findings().stream()
                                                .map(Finding::text)
                                                .toList()),
                        PLAN,
                        "Run sternway plan lint"));
    }

    private byte[] content(String file) {
        return file(file).orElseThrow(() -> unusable("There is no file " + file));
    }

    private static void add(SortedMap<String, byte[]> files, String name, byte[] content) {
        files.put(name, content);
        long size = files.values().stream().mapToLong(it -> it.length).sum();
        if (size > LARGEST || files.size() > MOST_FILES) {
            throw unusable("The folder holds more than 20 MiB or 500 files");
        }
    }

    private static ProblemException unusable(String what) {
        return ProblemException.of("SW-0120", what, "", "Give the folder of a plan, or a zip of it");
    }
}
