package dev.sternway.database.mariadb.tablespace;

import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;

/** Where a server on this machine keeps the files of one schema. */
final class ServerFolder {
    private final Connection connection;
    private final Path folder;

    private ServerFolder(Connection connection, Path folder) {
        this.connection = connection;
        this.folder = folder;
    }

    /** @throws ProblemException SW-0680 when the schema's files are not on this machine, or may not be read and written here */
    static ServerFolder of(MariaAccess schema, Connection connection) throws SQLException, IOException {
        Path data = Path.of(Sql.column(connection, "SELECT @@datadir").get(0));
        boolean here = Space.forCopy(schema.host(), data, 0).isPresent();
        Path folder = data.resolve(encoded(connection, schema.name()));
        if (!here || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw ProblemException.of(
                    "SW-0680",
                    "Tablespaces are files of the server, and " + data + " of " + schema.host()
                            + " cannot be read and written where Sternway runs",
                    schema.host() + ":" + schema.port(),
                    "Run Sternway on the server's machine as a user who may, or keep a clone or a dump; nothing was touched");
        }
        return new ServerFolder(connection, folder);
    }

    /** As the server writes a name in the name of a file. */
    static String encoded(Connection connection, String name) throws SQLException {
        String bytes = Sql.column(connection, "SELECT HEX(CAST(CONVERT(? USING filename) AS BINARY))", name)
                .get(0);
        return new String(HexFormat.of().parseHex(bytes), StandardCharsets.US_ASCII);
    }

    Path file(String table, String ending) throws SQLException {
        return folder.resolve(encoded(connection, table) + ending);
    }

    /** Copies a file in, so that the server may read and write it. */
    void bring(Path from, Path to) throws IOException {
        Files.copy(from, to);
        PosixFileAttributes like = Files.readAttributes(folder, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
        view.setGroup(like.group());
        try {
            view.setOwner(like.owner());
        } catch (FileSystemException onlyRootMay) {
            // the group is enough
            return;
        }
    }
}
