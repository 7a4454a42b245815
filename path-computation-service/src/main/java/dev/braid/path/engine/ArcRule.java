package dev.braid.path.engine;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** One rule about the arcs that a path may use, in the graph's numbers. */
public final class ArcRule {
    /** What the numbers of a rule are about. */
    public enum Subject {
        /** The provider of the arc. */
        PROVIDER,
        /** The countries of both its ends. */
        COUNTRY,
        /** The metros of both its ends. */
        METRO,
        /** Both its ends. */
        NODE,
        /** The arc itself; its mate is not meant with it. */
        ARC,
        /** The risks that it and its mate run. */
        RISK_GROUP,
        /** Whether it is on the operator's own network: 1, or 0. */
        ON_NET
    }

    private final Subject subject;
    private final boolean only;
    private final BitSet numbers;

    private ArcRule(Subject subject, boolean only, BitSet numbers) {
        this.subject = subject;
        this.only = only;
        this.numbers = (BitSet) numbers.clone();
    }

    /** Nothing but these: all that the subject means of an arc is among the numbers. */
    public static ArcRule only(Subject subject, BitSet numbers) {
        return new ArcRule(subject, true, numbers);
    }

    /** None of these: nothing that the subject means of an arc is among the numbers. */
    public static ArcRule none(Subject subject, BitSet numbers) {
        return new ArcRule(subject, false, numbers);
    }

    /** Nothing but the operator's own network. */
    public static ArcRule onNet() {
        return only(Subject.ON_NET, BitSet.valueOf(new long[] {0b10}));
    }

    boolean admits(NetworkGraph graph, int arc) {
        IntPredicate admitted = number -> numbers.get(number) == only;
        return switch (subject) {
            case PROVIDER -> admitted.test(graph.provider(arc));
            case COUNTRY ->
                admitted.test(graph.country(graph.tail(arc))) && admitted.test(graph.country(graph.head(arc)));
            case METRO -> admitted.test(graph.metro(graph.tail(arc))) && admitted.test(graph.metro(graph.head(arc)));
            case NODE -> admitted.test(graph.tail(arc)) && admitted.test(graph.head(arc));
            case ARC -> admitted.test(arc);
            case RISK_GROUP -> admitsRisks(graph, arc, admitted) && admitsRisks(graph, graph.mate(arc), admitted);
            case ON_NET -> admitted.test(graph.onNet(arc) ? 1 : 0);
        };
    }

    private static boolean admitsRisks(NetworkGraph graph, int arc, IntPredicate admitted) {
        for (int i = graph.firstRiskGroup(arc); i < graph.firstRiskGroup(arc + 1); i++) {
            if (!admitted.test(graph.riskGroup(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArcRule rule
                && subject == rule.subject
                && only == rule.only
                && numbers.equals(rule.numbers);
    }

    @Override
    public int hashCode() {
        return (subject.ordinal() * 2 + (only ? 1 : 0)) * 31 + numbers.hashCode();
    }
}
