package dev.braid.path.engine;

import java.util.Arrays;

/** The risks that one path runs, known without looking along it. */
final class RiskMarks {
    private RiskTable risks;
    private long[] marks = {};
    private long mark;

    void set(RiskTable ofRisks, int[] path) {
        risks = ofRisks;
        if (marks.length < risks.count()) {
            marks = new long[risks.count()];
        }
        mark++;
        for (int arc : path) {
            for (int risk : risks.risksOf(arc)) {
                marks[risk] = mark;
            }
        }
    }

    /** Of the risks that the mate shares, the one that most arcs run, or -1 where it shares none. */
    int worst(int[] mate) {
        int worst = -1;
        for (int arc : mate) {
            for (int risk : risks.risksOf(arc)) {
                if (marks[risk] == mark && (worst < 0 || worse(risk, worst))) {
                    worst = risk;
                }
            }
        }
        return worst;
    }

    private boolean worse(int risk, int other) {
        int difference = risks.arcsAt(risk).length - risks.arcsAt(other).length;
        return difference > 0 || difference == 0 && risk < other;
    }

    /** All risks that the mate shares. */
    int[] shared(int[] mate) {
        return Arrays.stream(mate)
                .flatMap(arc -> Arrays.stream(risks.risksOf(arc)))
                .filter(risk -> marks[risk] == mark)
                .distinct()
                .sorted()
                .toArray();
    }
}
