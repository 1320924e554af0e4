package dev.sternway.demo.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What lies on the shop's machine, and what the release changes of it. */
final class ShopFiles {
    private static final String FLAGS = """
            {
              "flags" : {
                "delivery-windows" : {
                  "state" : "ENABLED",
                  "variants" : { "on" : true, "off" : false },
                  "defaultVariant" : "off",
                  "targeting" : { "if" : [ { "==" : [ { "var" : "segment" }, "employees" ] }, "on", "off" ] }
                },
                "gift-wrap" : { "state" : "ENABLED", "variants" : { "on" : true, "off" : false }, "defaultVariant" : "on" }
              }
            }
            """;

    private ShopFiles() {}

    static void write(Path folder, int port) throws IOException {
        for (String name : List.of("nginx", "bin", "run", "front-end/releases")) {
            Files.createDirectories(folder.resolve(name));
        }
        Path worker = Files.writeString(folder.resolve("bin/parcel-worker"), ShopDatabase.text("bin/parcel-worker"));
        Files.setPosixFilePermissions(worker, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                folder.resolve("nginx/nginx.conf"),
                ShopDatabase.text("nginx.conf")
                        .replace("{{folder}}", folder.toString())
                        .replace("{{port}}", String.valueOf(port)));
        Files.writeString(folder.resolve("nginx/maintenance.conf"), "# no maintenance\n");
        Files.writeString(
                folder.resolve("java-arguments"),
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx96m\n-cp \"" + System.getProperty("java.class.path")
                        + "\"\n");
        Files.writeString(folder.resolve("flags.json"), FLAGS);
        Files.writeString(folder.resolve("shop.env"), "# of the worker\nPARCEL_BATCH=10\nPARCEL_WINDOWS=off\n");
        Files.writeString(
                folder.resolve("front-end/config.json"),
                "{\"api\": {\"endpoint\": \"/api\", \"orders\": \"v1\"}, \"currency\": \"EUR\"}\n");
        for (String build : List.of("7.1.0", "7.2.0")) {
            Path release = Files.createDirectories(folder.resolve("front-end/releases/" + build));
            Files.writeString(release.resolve("index.html"), """
                    <!doctype html><title>Shop</title><link rel="stylesheet" href="/shop.css">
                    <h1>Shop %s</h1><script src="/shop.js"></script>
                    """.formatted(build));
            Files.writeString(release.resolve("shop.js"), "const build = '" + build + "';\n");
            Files.writeString(release.resolve("shop.css"), "h1 { color: " + colour(build) + "; }\n");
        }
        publish(folder, "7.1.0");
    }

    /** The front end, the endpoint it asks, the flag and the worker's settings of version 2. */
    static void release(Path folder) throws IOException {
        publish(folder, "7.2.0");
        Files.writeString(
                folder.resolve("front-end/config.json"),
                "{\"api\": {\"endpoint\": \"/api\", \"orders\": \"v2\"}, \"currency\": \"EUR\"}\n");
        Files.writeString(
                folder.resolve("shop.env"),
                "# of the worker\nPARCEL_BATCH=25\nPARCEL_WINDOWS=on\nPARCEL_CARRIER=https://carrier.example\n");
        Path file = folder.resolve("flags.json");
        ObjectNode flags = (ObjectNode) ShopService.JSON.readTree(file.toFile());
        ObjectNode flag = flags.withObject("/flags/delivery-windows");
        flag.put("defaultVariant", "on");
        flag.remove("targeting");
        ShopService.JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), flags);
    }

    private static void publish(Path folder, String build) throws IOException {
        Path beside = folder.resolve("front-end/next");
        Files.createSymbolicLink(beside, Path.of("releases", build));
        Files.move(beside, folder.resolve("front-end/current"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String colour(String build) {
        return build.equals("7.1.0") ? "blue" : "green";
    }
}
