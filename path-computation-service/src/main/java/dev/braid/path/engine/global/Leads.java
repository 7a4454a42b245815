package dev.braid.path.engine.global;

/** The best moves that were found, the best first. */
final class Leads {
    final int[] demand;
    final int[] choice;
    final double[] change;
    int size;
    private double limit;

    Leads(int most) {
        this.demand = new int[most];
        this.choice = new int[most];
        this.change = new double[most];
    }

    void clear(double limitOfChange) {
        size = 0;
        limit = limitOfChange;
    }

    /** What a move has to be better than. */
    double limit() {
        return size < change.length ? limit : change[size - 1];
    }

    void add(int ofDemand, int toChoice, double by) {
        int at = size < change.length ? size++ : size - 1;
        for (; at > 0 && change[at - 1] > by; at--) {
            demand[at] = demand[at - 1];
            choice[at] = choice[at - 1];
            change[at] = change[at - 1];
        }
        demand[at] = ofDemand;
        choice[at] = toChoice;
        change[at] = by;
    }
}
