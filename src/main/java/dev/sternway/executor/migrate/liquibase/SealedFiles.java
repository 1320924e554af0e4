package dev.sternway.executor.migrate.liquibase;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import liquibase.resource.AbstractResource;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.Resource;

/** The files that were sealed with the plan, for Liquibase to read; they have names but no folders to list. */
final class SealedFiles extends AbstractResourceAccessor {
    private final StepContext context;

    SealedFiles(StepContext context) {
        this.context = context;
    }

    @Override
    public List<Resource> getAll(String path) {
        String plain = path.replaceFirst("^(classpath:|/)+", "");
        try {
            return List.of(new Sealed(plain, context.file(plain)));
        } catch (ProblemException notSealed) {
            return List.of();
        }
    }

    @Override
    public List<Resource> search(String path, boolean recursive) throws IOException {
        throw new IOException("includeAll of " + path + " cannot be used here: name each file with include");
    }

    @Override
    public List<String> describeLocations() {
        return List.of("files sealed with the plan");
    }

    @Override
    public void close() {
        // nothing is open
    }

    private static final class Sealed extends AbstractResource {
        private final byte[] content;

        Sealed(String path, byte[] content) {
            super(path, URI.create("sealed:/" + path.replace(" ", "%20")));
            this.content = content;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public Resource resolve(String other) {
            return new Sealed(resolvePath(other), content);
        }

        @Override
        public Resource resolveSibling(String other) {
            return new Sealed(resolveSiblingPath(other), content);
        }
    }
}
