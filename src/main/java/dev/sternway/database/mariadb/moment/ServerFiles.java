package dev.sternway.database.mariadb.moment;

import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** The server's own files, which only somebody on its machine can back up. */
public final class ServerFiles {
    private ServerFiles() {}

    /** @return their folder. @throws ProblemException SW-0623 when it cannot be read here */
    public static Path require(MariaAccess live, Connection connection) throws SQLException, IOException {
        Path files = Path.of(Sql.column(connection, "SELECT @@datadir").get(0));
        if (Space.forCopy(live.host(), files, 0).isEmpty() || !Files.isReadable(files)) {
            throw ProblemException.of(
                    "SW-0623",
                    "mariadb-backup reads the server's own files, and " + files + " cannot be read here",
                    live.host() + ":" + live.port(),
                    "Run Sternway on the server's machine as a user who may read them, or keep a dump instead");
        }
        return files;
    }
}
