package dev.sternway.planner.walk;

import dev.sternway.base.Secret;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Prover;
import dev.sternway.planner.Settings;
import dev.sternway.planner.mariadb.MariaProver;
import dev.sternway.planner.mariadb.MariaScratch;
import dev.sternway.planner.postgres.PostgresProver;
import dev.sternway.planner.scratch.ClonedScratch;
import dev.sternway.planner.scratch.EmbeddedScratch;
import dev.sternway.planner.scratch.Scratch;
import dev.sternway.planner.scratch.ServerWide;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The database that migrations are written for. */
public enum Engine {
    POSTGRESQL(List.of("STERNWAY_TARGET_PASSWORD", "PGPASSWORD")) {
        @Override
        public Scratch own() {
            return EmbeddedScratch.start();
        }

        @Override
        public Scratch copy(String url, Optional<String> user, Optional<Secret> password) {
            return ClonedScratch.of(url, user, password);
        }

        @Override
        Prover prover(Scratch scratch, Settings settings) throws SQLException {
            return new PostgresProver(scratch, settings);
        }

        @Override
        void refuseOnCopy(List<Migration> migrations) {
            ServerWide.refuse(migrations);
        }
    },
    MARIADB(List.of("STERNWAY_TARGET_PASSWORD", "MYSQL_PWD")) {
        @Override
        public Scratch own() {
            return MariaScratch.start();
        }

        @Override
        public Scratch copy(String url, Optional<String> user, Optional<Secret> password) {
            return MariaScratch.beside(url, user, password);
        }

        @Override
        Prover prover(Scratch scratch, Settings settings) throws SQLException {
            return new MariaProver((MariaScratch) scratch, settings);
        }

        @Override
        void refuseOnCopy(List<Migration> migrations) {
            // the prover itself leaves out what would reach the target's server, and refuses it
        }
    };

    private final List<String> passwords;

    Engine(List<String> passwords) {
        this.passwords = passwords;
    }

    /** The one that a JDBC URL names: MariaDB for {@code jdbc:mariadb:} and {@code jdbc:mysql:}. */
    public static Engine ofUrl(String url) {
        return url.matches("jdbc:(mariadb|mysql):.*") ? MARIADB : POSTGRESQL;
    }

    /** The word on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Environment variables that may hold the password of a target, the first that is set counts. */
    public List<String> passwords() {
        return passwords;
    }

    /** Starts a server of its own. */
    public abstract Scratch own();

    /** Copies a target on its server. */
    public abstract Scratch copy(String url, Optional<String> user, Optional<Secret> password);

    /** @param scratch made by this engine */
    abstract Prover prover(Scratch scratch, Settings settings) throws SQLException;

    /** @throws dev.sternway.base.ProblemException SW-0469 when a migration would reach the target's server */
    abstract void refuseOnCopy(List<Migration> migrations);
}
