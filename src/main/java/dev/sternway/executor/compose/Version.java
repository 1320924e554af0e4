package dev.sternway.executor.compose;

/**
 * What a service runs.
 *
 * @param id digest of the image
 * @param name by which the image was had; it may lead to another one since
 * @param count of containers
 */
record Version(String id, String name, int count) {
    private static final int SHORT = 12;

    String text() {
        return id + "\n" + name + "\n" + count;
    }

    static Version parse(String text) {
        String[] lines = text.split("\n", 3);
        return new Version(lines[0], lines[1], Integer.parseInt(lines[2]));
    }

    /** Another name for the image, so that nobody clears it away as unused. */
    String held() {
        String digest = id.substring(id.indexOf(':') + 1);
        return "sternway-held:" + digest.substring(0, Math.min(SHORT, digest.length()));
    }
}
