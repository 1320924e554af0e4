package dev.sternway.demo.victim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Users and their log-in. */
final class Accounts {
    /** Kinds of account. */
    enum Role {
        ADMIN,
        MEMBER,
        GUEST;

        static Role named(String word) {
            for (Role role : values()) {
                if (role.word().equals(word)) {
                    return role;
                }
            }
            throw new Refusal(400, "role is admin, member or guest, not '" + word + "'");
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Shape shape;
    private final JdbcClient jdbc;
    private final BCryptPasswordEncoder passwords = new BCryptPasswordEncoder(5);

    Accounts(Shape shape, JdbcClient jdbc) {
        this.shape = shape;
        this.jdbc = jdbc;
    }

    Map<String, Object> signUp(Json body) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("name", body.text("name"));
        user.put("role", Role.named(body.text("role")).word());
        user.put("password_hash", passwords.encode(body.text("password")));
        if (shape.email) {
            user.put("email", body.find("email").orElse(null));
        }
        String columns = String.join(", ", user.keySet());
        String values = ":" + String.join(", :", user.keySet());
        try {
            String id = jdbc.sql("INSERT INTO users (" + columns + ") VALUES (" + values + ") RETURNING id")
                    .params(user)
                    .query(String.class)
                    .single();
            user.put("id", outward(id));
        } catch (DuplicateKeyException e) {
            throw new Refusal(409, "the name or e-mail address is taken");
        }
        user.remove("password_hash");
        return user;
    }

    Map<String, Object> logIn(Json body) {
        Map<String, Object> user =
                one("SELECT id, name, role, password_hash FROM users WHERE name = :key", body.text("name"), 401);
        if (!passwords.matches(body.text("password"), String.valueOf(user.remove("password_hash")))) {
            throw new Refusal(401, "name or password is wrong");
        }
        user.put("id", outward(String.valueOf(user.get("id"))));
        return user;
    }

    Map<String, Object> changeEmail(String id, Json body) {
        if (!shape.email) {
            throw new Refusal(404, "this version knows no e-mail addresses");
        }
        String email = body.text("email");
        int changed = jdbc.sql("UPDATE users SET email = :email WHERE id = :id")
                .param("email", email)
                .param("id", shape.id(id))
                .update();
        if (changed == 0) {
            throw new Refusal(404, "no such user: " + id);
        }
        return Map.of("id", outward(id), "email", email);
    }

    /** @throws Refusal for an id that nobody has, or whose owner may only read */
    Object writer(String id) {
        Object key = shape.id(id);
        Map<String, Object> user = one("SELECT role FROM users WHERE id = :key", key, 404);
        if (Role.GUEST.word().equals(user.get("role"))) {
            throw new Refusal(403, "guests may only read");
        }
        return key;
    }

    Object outward(String id) {
        return shape.uuids ? id : Integer.valueOf(id);
    }

    private Map<String, Object> one(String sql, Object key, int missing) {
        return jdbc.sql(sql).param("key", key).query().listOfRows().stream()
                .findFirst()
                .map(LinkedHashMap::new)
                .orElseThrow(() -> new Refusal(missing, missing == 401 ? "name or password is wrong" : "no such user"));
    }
}
