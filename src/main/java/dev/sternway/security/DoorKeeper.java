package dev.sternway.security;

import java.util.Set;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Checks a name and a password against the people Sternway knows; groups become authorities of the same name. */
@Component
class DoorKeeper implements AuthenticationProvider {
    private final People people;

    DoorKeeper(People people) {
        this.people = people;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String person = attempt.getName();
        Set<String> groups = people.logIn(person, String.valueOf(attempt.getCredentials()))
                .orElseThrow(() -> new BadCredentialsException("unknown name or wrong password"));
        return UsernamePasswordAuthenticationToken.authenticated(
                person, "", groups.stream().map(SimpleGrantedAuthority::new).toList());
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
