package dev.sternway.planner.mariadb.reverse;

/** Names of the tables in which a statement's rows are set aside, quoted and with their schema. */
public interface Images {
    /** Rows of a table as they were before the statement. */
    String before(String table);

    /** Rows of a table as the statement left them. */
    String after(String table);

    /** The salvage schema. */
    String salvage();
}
