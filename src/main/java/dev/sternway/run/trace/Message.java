package dev.sternway.run.trace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A message of Protocol Buffers, written field by field. */
final class Message {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int SEVEN = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message hex(int field, String digits) {
        return bytes(field, HexFormat.of().parseHex(digits));
    }

    Message message(int field, Message inner) {
        return bytes(field, inner.toBytes());
    }

    Message number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    Message fixed(int field, long value) {
        tag(field, FIXED64);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes.write((int) (value >>> shift));
        }
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private Message bytes(int field, byte[] content) {
        tag(field, LENGTH);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long left = value;
        while ((left & -1L << SEVEN) != 0) {
            bytes.write((int) (left & 0x7f | 0x80));
            left >>>= SEVEN;
        }
        bytes.write((int) left);
    }
}
