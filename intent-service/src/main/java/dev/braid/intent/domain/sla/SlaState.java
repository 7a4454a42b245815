package dev.braid.intent.domain.sla;

/** How far the report of a month has come. */
public enum SlaState {
    /** The month began before judgements were kept: it is not settled. */
    NOT_ACCOUNTED,
    /** It may still change. */
    PROVISIONAL,
    /** It does not change any more, and what is credited was told. */
    SETTLED
}
