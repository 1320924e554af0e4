package dev.sternway.cli.salvage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.salvage.Manifest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** A folder with a manifest and the files that it lists. */
record SalvageFolder(Path path, Manifest manifest) {
    /** Takes the lines of a file. */
    interface Sink {
        void line(JsonNode line) throws Exception;
    }

    /** @throws ProblemException SW-0496 when nothing was set aside here */
    static SalvageFolder at(Path path) throws IOException {
        Path file = path.resolve("manifest.json");
        if (!Files.isRegularFile(file)) {
            throw ProblemException.of(
                    "SW-0496",
                    "There is no manifest.json in " + path,
                    path.toString(),
                    "Name the folder DATA/guards/GUARD/salvage-TARGET");
        }
        return new SalvageFolder(path, Json.exact().readValue(file.toFile(), Manifest.class));
    }

    /** @throws ProblemException SW-0430 after the last line, when the file was changed since it was written */
    void read(Manifest.Part part, Sink sink) throws Exception {
        MessageDigest digest = Digest.sha256();
        Path file = path.resolve(part.file());
        try (DigestInputStream bytes = new DigestInputStream(Files.newInputStream(file), digest);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(bytes), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                sink.line(Json.exact().readTree(line));
            }
            bytes.transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(part.sha256())) {
            throw ProblemException.of(
                    "SW-0430",
                    "The salvage file was changed since it was written",
                    file.toString(),
                    "Find the original");
        }
    }
}
