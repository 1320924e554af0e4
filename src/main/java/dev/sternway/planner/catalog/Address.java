package dev.sternway.planner.catalog;

/** Where PostgreSQL keeps an object: it stays the same through every rename. */
public record Address(String catalog, long oid, int sub) {
    public Address column(int number) {
        return new Address(catalog, oid, number);
    }
}
