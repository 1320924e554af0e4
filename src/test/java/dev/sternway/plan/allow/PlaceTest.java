package dev.sternway.plan.allow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where databases, machines and remotes of git lead is held to the allow-list, by name, by address and when they are used. */
class PlaceTest {
    private static final String NONE = "none";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql | jdbc:postgresql://db.example:6543/shop | db.example:6543",
                "postgresql | jdbc:postgresql://db.example/shop?ssl=true | db.example:5432",
                "postgresql | jdbc:postgresql://one.example:1,[::1]:2/shop | one.example:1 ::1:2",
                "mariadb | jdbc:mariadb://db.example/shop | db.example:3306",
                "mariadb | jdbc:mysql://db.example:3307/shop | db.example:3307",
                "pgbouncer | jdbc:postgresql://pool.example:6432/pgbouncer | pool.example:6432",
                "git | git@code.example:team/shop.git | code.example:22",
                "git | code.example:shop.git | code.example:22",
                "git | ssh://git@code.example:2222/shop.git | code.example:2222",
                "git | https://user@code.example/shop.git | code.example:443",
                "git | git://code.example/shop.git | code.example:9418",
                "git | /srv/git/shop.git | none",
                "git | ../shop.git | none",
                "git | file:///srv/git/shop.git | none",
                "host | tcp://proxy.example:9999 | proxy.example:9999",
                "host | unix:///run/haproxy/admin.sock | none",
                "service | https://api.example/ | api.example:443"
            })
    void readsWhereATargetLeads(String type, String url, String places) {
        assertThat(Place.of(target(type, url)).stream()
                        .map(place -> place.host() + ":" + place.port())
                        .toList())
                .isEqualTo(places.equals(NONE) ? List.of() : List.of(places.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:shop",
                "jdbc:postgresql:///shop",
                "jdbc:postgresql://db.example/shop?service=other",
                "jdbc:postgresql://db.example/shop?a=b&PGHOST=other.example",
                "jdbc:postgresql://db.example/shop?socketFactory=a.b.C",
                "jdbc:mariadb://address=(host=other)(port=1)/shop"
            })
    void whatLeadsElsewhereThanItsUrlSaysIsNotOnAnyList(String url) {
        Allowed allowed = allowing("db.example", "other.example", "*.example", "other");
        assertThat(allowed.objection(target("postgresql", url))).isPresent();
        assertThatThrownBy(() -> allowed.admit(target("postgresql", url)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SW-0837");
        assertThat(Allowed.ANYTHING.objection(target("postgresql", url))).isEmpty();
    }

    @Test
    void aMachineIsHeldToTheListByNameAndPort() {
        Target machines = new Target(
                Target.Type.SSH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of(new Target.Ssh(
                        List.of("app1.example", "app2.example:2222", "2001:db8::1"),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.empty())));

        assertThat(allowing("*.example", "2001:db8::/32").objection(machines)).isEmpty();
        assertThat(allowing("app1.example:22", "app2.example:22").objection(machines))
                .hasValueSatisfying(problem -> assertThat(problem.what()).contains("app2.example"));
        assertThat(allowing("*.example").objection(machines))
                .hasValueSatisfying(problem -> assertThat(problem.what()).contains("2001:db8::1"));
    }

    @Test
    void aNameIsLookedUpWhenItIsUsed() {
        Target database = target("postgresql", "jdbc:postgresql://localhost:5432/shop");

        assertThat(allowing("127.0.0.0/8", "::1").admit(database)).isSameAs(database);
        assertThat(allowing("10.0.0.0/8").objection(database))
                .as("a network may hold it")
                .isEmpty();
        assertThatThrownBy(() -> allowing("10.0.0.0/8").admit(database)).hasMessageContaining("SW-0837");
        assertThatThrownBy(() -> allowing().admit(database)).hasMessageContaining("SW-0837");
        assertThatThrownBy(() -> allowing("10.0.0.0/8").admitRemote("git@localhost:shop.git"))
                .hasMessageContaining("SW-0837");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql, jdbc:postgresql://169.254.169.254/shop",
        "mariadb, jdbc:mariadb://[fd00:ec2::254]/shop",
        "git, git@metadata.google.internal:shop.git",
        "git, ssh://169.254.169.254/shop"
    })
    void whatHandsOutACloudsCredentialsIsNeverReached(String type, String url) {
        for (Allowed allowed : List.of(Allowed.ANYTHING, allowing("0.0.0.0/0", "::/0", "metadata.google.internal"))) {
            assertThat(allowed.objection(target(type, url)))
                    .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo("SW-0838"));
            assertThatThrownBy(() -> allowed.admit(target(type, url))).hasMessageContaining("SW-0838");
        }
    }

    private static Allowed allowing(String... hosts) {
        return new Allowed(Optional.of(List.of(hosts)), Optional.empty(), Optional.empty());
    }

    private static Target target(String type, String url) {
        return new Target(
                Target.Type.valueOf(type.toUpperCase(java.util.Locale.ROOT)),
                Optional.of(url),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
