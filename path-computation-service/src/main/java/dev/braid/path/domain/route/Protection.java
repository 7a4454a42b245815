package dev.braid.path.domain.route;

/**
 * A second path that stands ready for when the first one fails.
 *
 * @param maximally where no two paths are apart as asked, the two that share least
 */
public record Protection(Disjointness disjointness, boolean maximally) {
    /** What the two must not share. */
    public enum Disjointness {
        LINK,
        NODE,
        PROVIDER,
        RISK_GROUP;

        String words() {
            return switch (this) {
                case LINK -> "link";
                case NODE -> "node";
                case PROVIDER -> "provider";
                case RISK_GROUP -> "risk group";
            };
        }
    }
}
