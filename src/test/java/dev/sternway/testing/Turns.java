package dev.sternway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Several processes run the classes of the tests at once. One that is {@link Alone} waits until the others have ended
 * theirs, and they wait for it.
 */
public final class Turns implements TestExecutionListener {
    private static final Path FILE = Path.of("target", "turns.lock");
    /** Whoever waits to be alone holds the door, so that nobody else slips in. */
    private static final long DOOR = 0;

    private static final long ROOM = 1;

    private FileChannel channel;

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isTopLevelClass(test)) {
            enter(source(test).getJavaClass().isAnnotationPresent(Alone.class));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (isTopLevelClass(test)) {
            leave();
        }
    }

    private void enter(boolean alone) {
        try {
            Files.createDirectories(FILE.getParent());
            channel = FileChannel.open(
                    FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try (FileLock door = channel.lock(DOOR, 1, false)) {
                channel.lock(ROOM, 1, !alone);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void leave() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isTopLevelClass(TestIdentifier test) {
        return test.getSource().filter(ClassSource.class::isInstance).isPresent()
                && source(test).getJavaClass().getEnclosingClass() == null;
    }

    private static ClassSource source(TestIdentifier test) {
        return (ClassSource) test.getSource().orElseThrow();
    }
}
