package dev.braid.path.engine;

/** The risks that one path runs, known without looking along it. */
final class RiskMarks {
    private RiskTable risks;
    private long[] marks = {};
    private long mark;

    /** From now on those of the path that stands there. */
    void set(RiskTable ofRisks, int[] cells, int from, int length) {
        risks = ofRisks;
        if (marks.length < risks.count()) {
            marks = new long[risks.count()];
        }
        mark += 2;
        for (int i = from; i < from + length; i++) {
            for (int risk : risks.risksOf(cells[i])) {
                marks[risk] = mark;
            }
        }
    }

    /** Of the risks that the mate shares, the one that most arcs run, or -1 where it shares none. */
    int worst(int[] mate, int length) {
        int worst = -1;
        for (int hop = 0; hop < length; hop++) {
            for (int risk : risks.risksOf(mate[hop])) {
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

    /** How many risks the mate shares. */
    int shared(int[] mate, int length) {
        int shared = 0;
        for (int hop = 0; hop < length; hop++) {
            for (int risk : risks.risksOf(mate[hop])) {
                if (marks[risk] == mark) {
                    marks[risk] = mark + 1;
                    shared++;
                }
            }
        }
        for (int hop = 0; hop < length; hop++) {
            for (int risk : risks.risksOf(mate[hop])) {
                if (marks[risk] == mark + 1) {
                    marks[risk] = mark;
                }
            }
        }
        return shared;
    }
}
