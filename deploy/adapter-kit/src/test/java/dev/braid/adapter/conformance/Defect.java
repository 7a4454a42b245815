package dev.braid.adapter.conformance;

import java.util.Set;

/** How an adapter can be broken, and which checks must be red then: these and no others. */
enum Defect {
    NONE,
    TAKES_EARLIER_EPOCHS("older-epoch", "refused-epoch"),
    TAKES_OLDER_REVISIONS("older-revision"),
    FORGETS_THE_EPOCH_OF_A_NO("refused-epoch"),
    PUTS_REVISION_BEFORE_EPOCH("epoch-over-revision"),
    TAKES_EXPIRED_COMMANDS("expired"),
    DOUBLES_ON_REPEAT("reserve-again", "reserve-at-once", "silent-after"),
    DOUBLES_AFTER_SILENCE("silent-after"),
    ANSWERS_FROM_MEMORY("lie", "garbage-read"),
    LISTS_NOTHING_ON_ERROR("garbage-list"),
    LISTS_THE_FIRST_PAGE_ONLY("list-pages"),
    LISTS_ALL_BUT_ONE("list", "list-pages", "restart"),
    READS_GARBAGE_AS_MISSING("garbage-read"),
    TAKES_GARBAGE_FOR_A_NO("garbage"),
    LIES_ON_MODIFY("modify", "modify-whole", "silent-modify", "modify-refused"),
    CHANGES_BY_HALVES("modify-whole"),
    KEEPS_WHAT_FITS("capacity"),
    IGNORES_CONFLICTS("conflict", "hand-over-conflict", "refused-epoch"),
    REVIVES_CEASED_ORDERS("ceased"),
    TAKES_A_NO_FOR_SILENCE("refusal", "activate-refused", "modify-refused"),
    TAKES_SILENCE_FOR_ACTIVATED("silent-activate"),
    ACTIVATES_ONLY_ONCE("silent-activate"),
    TAKES_A_NO_FOR_ACTIVATED("activate-refused"),
    FORGETS_WHAT_WAS_NOT_ACTIVATED("activate-refused"),
    STOPS_WHAT_CANNOT_BE_STARTED_AGAIN("activate-refused"),
    TAKES_SILENCE_FOR_CHANGED("silent-modify"),
    CHANGES_BY_THE_DIFFERENCE("silent-modify"),
    TAKES_SILENCE_FOR_RELEASED("silent-release"),
    TAKES_A_NO_FOR_RELEASED("release-refused"),
    BURIES_THE_LIVING("silent-release", "release-refused"),
    RELEASES_WHAT_IS_NOT_THERE("unknown-reference"),
    FORGETS_TERMS_AT_RESTART("restart-terms"),
    READS_BACK_NO_STATE("read-back"),
    HANDS_OVER_WHERE_IT_LIKES("hand-over-chosen", "hand-over-conflict", "hand-over-shared", "hand-over-unknown"),
    SAYS_WHAT_IT_WAS_TOLD("hand-over-chosen", "hand-over-conflict", "hand-over-shared"),
    LISTS_NO_HAND_OFFS("hand-over-chosen"),
    TAKES_ANOTHER_HAND_OFF_FOR_THE_SAME("hand-over-conflict"),
    SHARES_NO_HAND_OFF("hand-over-shared"),
    RELEASES_ALL_AT_A_HAND_OFF("hand-over-shared"),
    TAKES_ORDERS_THAT_LEAD_NOWHERE("hand-over-unknown"),
    KEEPS_ORDERS_THAT_LEAD_NOWHERE("hand-over-unknown"),
    NAMES_NO_FIELD("bad-field"),
    KNOWS_NOTHING_OF_OTHER_PROVIDERS("unknown-provider");

    private final Set<String> red;

    Defect(String... red) {
        this.red = Set.of(red);
    }

    Set<String> red() {
        return red;
    }
}
