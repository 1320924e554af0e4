package dev.sternway.planner.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the catalog over one connection, again and again. */
public final class CatalogReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OBJECTS = resource("catalog.sql");
    private static final String DEPENDENCIES = resource("depend.sql");

    private final Connection connection;
    private final PreparedStatement objects;
    private final PreparedStatement dependencies;

    public CatalogReader(Connection connection) throws SQLException {
        this.connection = connection;
        objects = prepared(OBJECTS);
        dependencies = prepared(DEPENDENCIES);
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
        return statement;
    }

    /** As the connection's transaction sees it; every name comes out with its schema. */
    public Catalog read() throws SQLException {
        return read(true);
    }

    /** The same without who depends on whom: enough to compare. */
    public Catalog readToCompare() throws SQLException {
        return read(false);
    }

    private Catalog read(boolean order) throws SQLException {
        try (Statement session = connection.createStatement()) {
            String path;
            try (ResultSet row = session.executeQuery("select current_setting('search_path')")) {
                row.next();
                path = row.getString(1);
            }
            session.execute("select set_config('search_path', '', false)");
            try {
                return new Catalog(objects(), order ? dependencies() : List.of());
            } finally {
                session.execute("select set_config('search_path', '" + path.replace("'", "''") + "', false)");
            }
        }
    }

    private Map<Address, Item> objects() throws SQLException {
        Map<Address, Item> items = new HashMap<>();
        try (ResultSet rows = objects.executeQuery()) {
            while (rows.next()) {
                Address address = new Address(rows.getString(1), rows.getLong(2), rows.getInt(3));
                @Nullable String parent = rows.getString(7);
                items.put(
                        address,
                        new Item(
                                address,
                                Kind.of(rows.getString(4)),
                                Optional.ofNullable(rows.getString(5)),
                                rows.getString(6),
                                parent == null
                                        ? Optional.empty()
                                        : Optional.of(new Address(parent, rows.getLong(8), rows.getInt(9))),
                                facts(rows.getString(10))));
            }
        }
        return items;
    }

    private static Map<String, String> facts(String json) {
        try {
            Map<String, @Nullable Object> read = JSON.readValue(json, new TypeReference<>() {});
            Map<String, String> facts = new TreeMap<>();
            read.forEach((name, value) -> {
                if (value != null) {
                    facts.put(name, value.toString());
                }
            });
            return Map.copyOf(facts);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Dependency> dependencies() throws SQLException {
        List<Dependency> found = new ArrayList<>();
        try (ResultSet rows = dependencies.executeQuery()) {
            while (rows.next()) {
                found.add(new Dependency(
                        new Address(rows.getString(1), rows.getLong(2), rows.getInt(3)),
                        new Address(rows.getString(4), rows.getLong(5), rows.getInt(6)),
                        rows.getString(7).charAt(0)));
            }
        }
        return found;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(CatalogReader.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        objects.close();
        dependencies.close();
    }
}
