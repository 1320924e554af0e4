package dev.sternway.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The diagrams, decisions and forms that Sternway brings along. */
public final class BuiltIn {
    private BuiltIn() {}

    /** Contents by file name. */
    public static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        var resolver = new PathMatchingResourcePatternResolver();
        for (String pattern : new String[] {"processes/*.bpmn", "processes/*.dmn", "forms/*.form"}) {
            for (Resource resource : resolver.getResources("classpath:" + pattern)) {
                try (InputStream content = resource.getInputStream()) {
                    files.put(String.valueOf(resource.getFilename()), content.readAllBytes());
                }
            }
        }
        return files;
    }
}
