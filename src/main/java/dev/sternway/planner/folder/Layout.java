package dev.sternway.planner.folder;

import java.util.List;
import java.util.Locale;

/** How a folder of migrations names its files, after the tool that runs them. */
public enum Layout {
    /** {@code V1_2__x.sql}, {@code U1_2__x.sql}, {@code R__x.sql}, {@code B1_2__x.sql}, in subfolders too. */
    FLYWAY,
    /** {@code 000001_x.up.sql} and {@code 000001_x.down.sql}. */
    GOLANG_MIGRATE,
    /** A folder per migration with {@code up.sql} and {@code down.sql}. */
    DIESEL,
    /** {@code *.sql} in natural order, with {@code x.down.sql} or markers as goose, dbmate and others write them. */
    FLAT,
    /** Changesets in files that start with {@code --liquibase formatted sql}. */
    LIQUIBASE,
    /** An Alembic project; its own command prints the revisions as SQL. */
    ALEMBIC,
    /** A Django project; its own command prints the migrations as SQL. */
    DJANGO;

    /** As the command line writes it: {@code golang-migrate}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How the tool is called that prints the migrations; empty where the files hold them. */
    List<String> tool() {
        return switch (this) {
            case ALEMBIC -> List.of("alembic");
            case DJANGO -> List.of("python3", "manage.py");
            default -> List.of();
        };
    }
}
