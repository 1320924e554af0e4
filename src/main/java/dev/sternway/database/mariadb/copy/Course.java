package dev.sternway.database.mariadb.copy;

/** Who watches long work: may stop it before each effect, and is told how far it came. */
public interface Course {
    /** Called before every effect. @throws Exception to stop at once; nothing more is changed */
    void beforeEffect() throws Exception;

    /** @param total estimate, in the same unit */
    void progress(long done, long total, String unit);

    void print(String line);
}
