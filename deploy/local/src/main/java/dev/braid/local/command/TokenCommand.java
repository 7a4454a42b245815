package dev.braid.local.command;

import dev.braid.embedded.LocalIssuer;
import dev.braid.local.installation.Installation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Issues a bearer token of this installation. */
@Command(name = "token", description = "Prints a bearer token.")
public final class TokenCommand implements Callable<Integer> {
    private static final Set<String> ROLES =
            Set.of("tenant-viewer", "tenant-admin", "operator", "telemetry-source", "service");
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

    @Option(names = "--tenant", description = "Whose token; operators and services have no tenant.")
    private String tenant;

    @Option(
            names = "--role",
            required = true,
            split = ",",
            description = "tenant-viewer, tenant-admin, operator, telemetry-source or service.")
    private Set<String> roles;

    @Option(names = "--as", paramLabel = "NAME", description = "An operator's name: some things take two of them.")
    private String name;

    @Option(names = "--ttl", defaultValue = "1h", description = "How long it is valid, such as 30m; default 1h.")
    private String timeToLive;

    @Override
    public Integer call() {
        for (String role : roles) {
            if (!ROLES.contains(role)) {
                throw new IllegalArgumentException("--role %s is none of %s.".formatted(role, ROLES));
            }
        }
        boolean ofTenant = roles.stream().anyMatch(role -> role.startsWith("tenant-"));
        if (ofTenant != (tenant != null)) {
            throw new IllegalArgumentException(
                    ofTenant
                            ? "--tenant is missing: the roles %s are those of a tenant.".formatted(roles)
                            : "--tenant %s does not go with the roles %s.".formatted(tenant, roles));
        }
        if (name != null && !roles.equals(Set.of("operator"))) {
            throw new IllegalArgumentException("--as %s goes with --role operator only.".formatted(name));
        }
        LocalIssuer issuer = Installation.current().issuer();
        Duration life = duration(timeToLive);
        System.out.println(name == null ? issuer.token(tenant, roles, life) : issuer.operatorToken(name, life));
        return 0;
    }

    private static Duration duration(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("--ttl %s is not a time such as 30m, 12h or 7d.".formatted(text));
        }
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
