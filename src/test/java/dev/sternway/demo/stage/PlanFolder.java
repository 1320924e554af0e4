package dev.sternway.demo.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sternway.demo.victim.TodoDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The demo's own copy of an example plan, with the ports and folders that this run got. */
public final class PlanFolder {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Path folder;

    private PlanFolder(Path folder) {
        this.folder = folder;
    }

    public static PlanFolder copy(Path original, Path folder) throws IOException {
        PlanFolder copy = new PlanFolder(folder);
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(original.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return copy;
    }

    public Path path() {
        return folder;
    }

    public void fit(TodoDatabase database, Host host, Inbox inbox) throws IOException {
        Path file = folder.resolve("environments/demo.yaml");
        JsonNode environment = YAML.readTree(file.toFile());
        ObjectNode targets = (ObjectNode) environment.path("targets");
        targets.withObject("todo-host").put("directory", host.folder().toString());
        targets.withObject("todo-host")
                .withObject("variables")
                .put("TODO_ENV", host.settings().toString());
        YAML.writeValue(file.toFile(), environment);
        fit(Map.of(
                "todo-db", database.url(),
                "todo-api", host.service().toString(),
                "todo-flags", host.service().toString(),
                "chat", inbox.chatUrl(),
                "mail", inbox.mailUrl()));
    }

    /** @param urls by target */
    public void fit(Map<String, String> urls) throws IOException {
        Path file = folder.resolve("environments/demo.yaml");
        JsonNode environment = YAML.readTree(file.toFile());
        ObjectNode targets = (ObjectNode) environment.path("targets");
        urls.forEach((target, url) -> targets.withObject(target).put("url", url));
        YAML.writeValue(file.toFile(), environment);
    }

    /** Writes one folder for another wherever the plan names it: paths in steps are the machine's own. */
    public void say(String there, String here) throws IOException {
        Path file = folder.resolve("plan.yaml");
        Files.writeString(file, Files.readString(file).replace(there, here));
    }

    public byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(folder)) {
            List<Path> regular = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : regular) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
