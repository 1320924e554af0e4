package dev.sternway.security;

import dev.sternway.security.access.Caller;
import dev.sternway.security.login.Lockout;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks a name and a password against the people Sternway knows; groups become authorities of the same name. */
@Component
class DoorKeeper implements AuthenticationProvider {
    private final People people;
    private final Lockout lockout;

    DoorKeeper(People people, Lockout lockout) {
        this.people = people;
        this.lockout = lockout;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String person = attempt.getName();
        String address = attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        Set<String> groups = lockout.attempt(
                        person, address, () -> people.logIn(person, String.valueOf(attempt.getCredentials())))
                .orElseThrow(() -> new BadCredentialsException("unknown name or wrong password"));
        return Caller.person(person, groups);
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
