package dev.sternway.database.mariadb.freeze;

import dev.sternway.database.mariadb.catalog.Quote;
import java.util.ArrayList;
import java.util.List;

/**
 * What a freeze changes, as it was: accounts that it locks out, and events that it disables.
 *
 * @param ended whether since then every session that could write was ended
 */
public record Before(List<Account> accounts, List<Event> events, boolean ended) {
    public Before {
        accounts = List.copyOf(accounts);
        events = List.copyOf(events);
    }

    /**
     * An account that can write to the schema.
     *
     * @param grants empty when the whole account is locked; else what it may do in this schema, which is taken from it
     * @param elsewhere whether it has rights beyond this schema
     */
    public record Account(String user, String host, List<Grant> grants, boolean elsewhere) {
        String name() {
            return Quote.text(user) + "@" + Quote.text(host);
        }

        public String shown() {
            return user + "@" + host;
        }
    }

    /** @param pattern the schema as the grant names it */
    public record Grant(String pattern, List<String> privileges, boolean grantOption) {}

    /** An event that was enabled. */
    public record Event(String name, String definer, String charset, String collation) {}

    /** With what another look found in addition. */
    public Before and(Before later) {
        List<Account> both = new ArrayList<>(accounts);
        later.accounts().stream()
                .filter(it -> accounts.stream().noneMatch(known -> known.name().equals(it.name())))
                .forEach(both::add);
        List<Event> all = new ArrayList<>(events);
        later.events().stream()
                .filter(it -> events.stream().noneMatch(known -> known.name().equals(it.name())))
                .forEach(all::add);
        return new Before(both, all, false);
    }

    Before whenEnded() {
        return new Before(accounts, events, true);
    }
}
