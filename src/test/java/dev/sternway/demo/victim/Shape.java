package dev.sternway.demo.victim;

import java.util.UUID;

/** What a version of the service takes the database and its callers to look like. */
enum Shape {
    /** Before either release: integer ids, no e-mail. */
    VERSION_1("1", false, false),
    /** Version 2 of add-email: every sign-up brings an e-mail address. */
    WITH_EMAIL("2", true, false),
    /** Version 2 of MIG-002: ids are UUIDs. */
    WITH_UUIDS("2", false, true);

    final String version;
    final boolean email;
    final boolean uuids;

    Shape(String version, boolean email, boolean uuids) {
        this.version = version;
        this.email = email;
        this.uuids = uuids;
    }

    static Shape of(String release, String version) {
        if (version.equals("1")) {
            return VERSION_1;
        }
        return release.equals("MIG-002") ? WITH_UUIDS : WITH_EMAIL;
    }

    /** An id from outside. Version 2 trusts it to be a UUID: that is the mistake of its release. */
    Object id(String text) {
        if (uuids) {
            return UUID.fromString(text);
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new Refusal(404, "no such id: " + text);
        }
    }
}
