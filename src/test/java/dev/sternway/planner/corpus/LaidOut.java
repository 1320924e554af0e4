package dev.sternway.planner.corpus;

import dev.sternway.planner.Migration;
import dev.sternway.planner.folder.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes migrations as another tool would have them. */
public final class LaidOut {
    private LaidOut() {}

    /** @return the migrations' names in that layout, in order */
    public static List<String> write(List<Migration> migrations, Layout layout, Path into) {
        return migrations.stream().map(it -> write(it, layout, into)).toList();
    }

    private static String write(Migration migration, Layout layout, Path into) {
        int underscore = migration.name().indexOf('_');
        int number = Integer.parseInt(migration.name().substring(0, underscore));
        String title = migration.name().substring(underscore + 1);
        switch (layout) {
            case FLYWAY -> {
                // versions of two parts in a folder for each ten; an undo may have another description
                String version = (1 + number / 10) + "_" + (number % 10);
                Path home = into.resolve("release-" + (1 + number / 10));
                String name = "V" + version + "__" + title + ".sql";
                file(home.resolve(name), migration.up());
                migration.down().ifPresent(down -> file(home.resolve("U" + version + "__back.sql"), down));
                return name;
            }
            case GOLANG_MIGRATE -> {
                String name = String.format("%06d_%s", number, title);
                file(into.resolve(name + ".up.sql"), migration.up());
                migration.down().ifPresent(down -> file(into.resolve(name + ".down.sql"), down));
                return name;
            }
            case DIESEL -> {
                String name = String.format("2024-%02d-%02d-000000_%s", 1 + number / 28, 1 + number % 28, title);
                file(into.resolve(name).resolve("up.sql"), migration.up());
                migration.down().ifPresent(down -> file(into.resolve(name).resolve("down.sql"), down));
                return name;
            }
            case FLAT -> {
                // every other one keeps both ways in one file, as dbmate does
                String name = number + "-" + title + ".sql";
                if (number % 2 == 0) {
                    file(into.resolve(name), migration.up());
                    migration.down().ifPresent(down -> file(into.resolve(number + "-" + title + ".down.sql"), down));
                } else {
                    file(
                            into.resolve(name),
                            "-- migrate:up\n" + migration.up() + "\n-- migrate:down\n"
                                    + migration.down().orElse(""));
                }
                return name;
            }
            case LIQUIBASE -> {
                String file = String.format("%03d.sql", number);
                file(
                        into.resolve(file),
                        "--liquibase formatted sql\n--changeset team:" + number + "\n" + migration.up()
                                + migration
                                        .down()
                                        .map(down -> "\n/* liquibase rollback\n" + down + "\n*/\n")
                                        .orElse(""));
                return file + "::" + number + "::team";
            }
            default -> throw new IllegalArgumentException(layout.word());
        }
    }

    private static void file(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
