package dev.braid.platform.identity;

import dev.braid.platform.errors.Refusal;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Turns a bearer token (JWT, RFC 7519) into a caller. Issuer, audience, expiry, signature and algorithm are checked by
 * the settings under {@code mp.jwt.verify}; a token that fails any of them names nobody.
 */
@ApplicationScoped
public class TokenVerifier {
    private static final Logger LOG = Logger.getLogger(TokenVerifier.class);

    private final JWTParser parser;

    TokenVerifier(JWTParser parser) {
        this.parser = parser;
    }

    /** The caller that the token names. */
    public Caller verify(String bearerToken) {
        JsonWebToken token;
        try {
            token = parser.parse(bearerToken);
        } catch (ParseException e) {
            // The messages of the causes hold the token itself.
            LOG.debugf(
                    "Refused a token: %s",
                    e.getCause() == null ? e.getClass() : e.getCause().getClass());
            throw Refusal.unauthenticated("The bearer token is not valid.");
        }
        Optional<String> tenantId = token.<Object>claim("tenant").map(Object::toString);
        if (tenantId.filter(id -> !id.matches(Caller.TENANT_ID)).isPresent()) {
            throw Refusal.unauthenticated("The bearer token names a tenant that cannot exist.");
        }
        Set<Role> roles = token.getGroups() == null
                ? Set.of()
                : token.getGroups().stream().flatMap(g -> Role.find(g).stream()).collect(Collectors.toSet());
        return new Caller(Optional.ofNullable(token.getName()).orElse("unnamed"), tenantId, roles, bearerToken);
    }
}
