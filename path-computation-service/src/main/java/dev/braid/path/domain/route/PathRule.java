package dev.braid.path.domain.route;

import dev.braid.path.domain.network.NetworkIndex;
import dev.braid.path.engine.ArcRule;
import java.util.BitSet;
import java.util.List;

/**
 * One rule that every link of a path keeps to.
 *
 * @param only whether nothing but these may be used, or none of these
 */
public record PathRule(Subject subject, boolean only, List<String> ids) {
    /** What the ids of a rule name. */
    public enum Subject {
        PROVIDER("provider_ids"),
        COUNTRY("country_codes"),
        METRO("metro_ids"),
        NODE("node_ids"),
        LINK("link_ids"),
        RISK_GROUP("risk_group_ids"),
        /** Our own network; there are no ids. */
        ON_NET("on_net_only");

        private final String word;

        Subject(String word) {
            this.word = word;
        }
    }

    /** Only our own network. */
    public static final PathRule ON_NET_ONLY = new PathRule(Subject.ON_NET, true, List.of());

    public PathRule {
        ids = List.copyOf(ids);
    }

    /** Nothing but these. */
    public static PathRule only(Subject subject, List<String> ids) {
        return new PathRule(subject, true, ids);
    }

    /** None of these. */
    public static PathRule none(Subject subject, List<String> ids) {
        return new PathRule(subject, false, ids);
    }

    /** Where it stands in a demand, in the contract's words. */
    String field() {
        return switch (subject) {
            case ON_NET -> "constraints." + subject.word;
            case PROVIDER, COUNTRY, METRO, NODE, LINK, RISK_GROUP ->
                "constraints." + (only ? "allowed_" : "excluded_") + subject.word;
        };
    }

    /** As people say it. */
    String words() {
        String what =
                switch (subject) {
                    case PROVIDER -> "providers";
                    case COUNTRY -> "countries";
                    case METRO -> "metros";
                    case NODE -> "nodes";
                    case LINK -> "links";
                    case RISK_GROUP -> "risk groups";
                    case ON_NET -> "network of our own";
                };
        return subject == Subject.ON_NET
                ? "our own network alone"
                : "the %s %s (%s)".formatted(only ? "allowed" : "excluded", what, String.join(", ", ids));
    }

    ArcRule rule(NetworkIndex index) {
        return switch (subject) {
            case PROVIDER -> of(ArcRule.Subject.PROVIDER, index.providers(ids));
            case COUNTRY -> of(ArcRule.Subject.COUNTRY, index.countries(ids));
            case METRO -> of(ArcRule.Subject.METRO, index.metros(ids));
            case NODE -> of(ArcRule.Subject.NODE, index.nodes(ids));
            case LINK -> of(ArcRule.Subject.ARC, bothWays(index, index.arcs(ids)));
            case RISK_GROUP -> of(ArcRule.Subject.RISK_GROUP, index.riskGroups(ids));
            case ON_NET -> ArcRule.onNet();
        };
    }

    private static BitSet bothWays(NetworkIndex index, BitSet arcs) {
        BitSet both = (BitSet) arcs.clone();
        arcs.stream().map(index.graph()::mate).forEach(both::set);
        return both;
    }

    private ArcRule of(ArcRule.Subject about, BitSet numbers) {
        return only ? ArcRule.only(about, numbers) : ArcRule.none(about, numbers);
    }
}
