package dev.braid.path.engine.global;

/**
 * Whole demands move off the worst pool, singly or in pairs, uphill where nothing else is left, and none back at once
 * (Glover, "Tabu Search, Part I", 1989). What falls is the sum of the squares by which pools exceed a ceiling, so that
 * many pools come to it from above and below together, as where a cut binds.
 */
final class TabuSearch {
    private static final int PATIENCE = 60;
    private static final int TENURE = 8;

    /** So many that a pair of large demands is seen, neither of which fits alone. */
    private static final int LEADS = 64;

    private static final int MOST_USERS = 200;
    private static final double LESS = 1 - 1e-9;
    /** So cold that a path through one hot pool avoids the others. */
    private static final double HEAT = 0.01;

    private static final double HOT = 0.97;
    private static final double NEAR = 0.01;

    private final GlobalProblem problem;
    private final SinglePathSearch search;
    private final ShortestTree tree;
    private final Excess excess;
    private final Trade trade;
    private final long[] freeAt;
    private final int[] mark;
    private int generation;
    private final Leads leads = new Leads(LEADS);
    private final Leads answer = new Leads(1);
    private PathChoices choices;
    private double leastPenalty;
    private long step;
    private long visits;
    private int still;

    TabuSearch(GlobalProblem problem, SinglePathSearch search, ShortestTree tree) {
        this.problem = problem;
        this.search = search;
        this.tree = tree;
        this.excess = new Excess(problem, search);
        this.trade = new Trade(problem, search, excess);
        this.freeAt = new long[problem.demands().count()];
        this.mark = new int[problem.network().poolCount()];
    }

    /** Starts from where the search is; the ceiling is what all pools are to come down to, the lengths prove the bound. */
    void start(double ceilingOfPools, double bound, double[] lengths) {
        search.soft.sharpen(search.soft.worstUtilisation(), HEAT);
        Waste waste = new Waste(problem, tree, search.soft, lengths, ceilingOfPools - bound);
        choices = new PathChoices(problem, tree, search.soft, waste, search.paths.clone(), HOT * ceilingOfPools);
        excess.start(ceilingOfPools);
        spare(waste);
        still = 0;
        leastPenalty = excess.penalty();
    }

    /** Moves every demand that wastes too much to where the penalty is least. */
    private void spare(Waste waste) {
        for (int demand = 0; demand < search.paths.length; demand++) {
            int[] path = search.paths[demand];
            if (path.length > 0 && waste.tooMuch(demand, path) && search.mayMove(demand)) {
                leads.clear(Double.MAX_VALUE);
                weigh(demand, Double.MAX_VALUE, leads);
                if (leads.size > 0) {
                    excess.move(demand, choices.of(demand).paths()[leads.choice[0]]);
                }
            }
        }
    }

    /** Whether the penalty was the least not so long ago. */
    boolean hopeful() {
        return still < PATIENCE;
    }

    /** The sum of the squares by which pools exceed the ceiling. */
    double penalty() {
        return excess.penalty();
    }

    /** Makes the best move or pair of moves; by how many looks at a pool. */
    long step() {
        visits = 0;
        step++;
        still++;
        visits += excess.poolCount();
        int worst = excess.worst();
        leads.clear(Double.MAX_VALUE);
        survey(worst, -1, excess.penalty(), leads);
        if (leads.size > 0) {
            follow(worst);
        }
        return visits;
    }

    /** Near the ceiling more than pairs of moves hit what is left of it; far from it they are not worth their time. */
    private boolean trades(int worst) {
        if (excess.over(worst) > NEAR * excess.ceiling()) {
            return false;
        }
        boolean traded = trade.relieve(worst, choices, step);
        visits += trade.visits();
        return traded;
    }

    private void follow(int worst) {
        int first = 0;
        int second = -1;
        int secondChoice = -1;
        double least = leads.change[0];
        for (int lead = 0; lead < leads.size && leads.change[0] >= 0; lead++) {
            answer(lead, least);
            if (answer.size > 0) {
                least = leads.change[lead] + answer.change[0];
                first = lead;
                second = answer.demand[0];
                secondChoice = answer.choice[0];
            }
        }
        if (least < 0 || !trades(worst)) {
            move(leads.demand[first], leads.choice[first]);
            if (second >= 0 && search.mayMove(second)) {
                move(second, secondChoice);
            }
        }
        if (excess.penalty() < leastPenalty * LESS) {
            leastPenalty = excess.penalty();
            still = 0;
        }
    }

    /** Looks for a demand that makes room where the lead went, so that both together gain more than the least. */
    private void answer(int lead, double least) {
        int demand = leads.demand[lead];
        PathChoices.Choices paths = choices.of(demand);
        int[] to = paths.pools()[leads.choice[lead]];
        answer.clear(least - leads.change[lead]);
        excess.shift(search.paths[demand], -problem.demands().volumeBps(demand));
        excess.shift(paths.paths()[leads.choice[lead]], problem.demands().volumeBps(demand));
        int hit = to[0];
        for (int pool : to) {
            hit = excess.over(pool) > excess.over(hit) ? pool : hit;
        }
        if (excess.over(hit) > 0) {
            survey(hit, demand, excess.penalty() + leads.change[lead], answer);
        }
        excess.shift(paths.paths()[leads.choice[lead]], -problem.demands().volumeBps(demand));
        excess.shift(search.paths[demand], problem.demands().volumeBps(demand));
    }

    /** Weighs the choices of the demands on the pool, but not of one of them, where the penalty is as given. */
    private void survey(int pool, int other, double now, Leads found) {
        double room = roomBps(now + found.limit());
        int count = excess.users.count(pool);
        int looked = Math.min(count, MOST_USERS);
        int from = looked < count ? (int) (step * MOST_USERS % count) : 0;
        for (int i = 0; i < looked; i++) {
            int demand = excess.users.user(pool, (from + i) % count);
            double volume = problem.demands().volumeBps(demand);
            double rest = excess.over(pool) - volume * excess.perCapacity(pool);
            if (demand != other
                    && Excess.square(rest) < now + found.limit()
                    && (volume < room || !choices.of(demand).boundToHot())
                    && search.mayMove(demand)) {
                weigh(demand, freeAt[demand] > step ? leastPenalty * LESS - now : Double.MAX_VALUE, found);
            }
        }
        visits += looked;
    }

    /** The most that some hot pool takes without a penalty above the one given: whether it fits is the soonest told. */
    private double roomBps(double mostPenalty) {
        double most = Math.sqrt(Math.max(0, mostPenalty));
        double room = 0;
        for (int pool : choices.hotPools) {
            room = Math.max(room, (most - excess.over(pool)) / excess.perCapacity(pool));
        }
        visits += choices.hotPools.length;
        return room;
    }

    private void weigh(int demand, double most, Leads found) {
        double volume = problem.demands().volumeBps(demand);
        int before = ++generation;
        double saved = 0;
        int[] path = search.paths[demand];
        for (int arc : path) {
            int pool = problem.network().pool(arc);
            mark[pool] = before;
            saved += Excess.square(excess.over(pool) - volume * excess.perCapacity(pool))
                    - Excess.square(excess.over(pool));
        }
        visits += path.length;
        PathChoices.Choices paths = choices.of(demand);
        int[] hottest = paths.hottest();
        for (int choice = 0; choice < hottest.length; choice++) {
            double limit = Math.min(most, found.limit());
            if (paths.paths()[choice] != path && saved + cost(hottest[choice], volume, before) < limit) {
                double change = saved;
                for (int pool : paths.pools()[choice]) {
                    change += cost(pool, volume, before);
                }
                visits += path.length;
                if (change < limit) {
                    found.add(demand, choice, change);
                }
            }
        }
        visits += hottest.length;
    }

    /** What is to be paid for the volume on the pool; where it was before, what had been saved. */
    private double cost(int pool, double volume, int before) {
        double here = excess.over(pool);
        double change = volume * excess.perCapacity(pool);
        return mark[pool] == before
                ? Excess.square(here) - Excess.square(here - change)
                : Excess.square(here + change) - Excess.square(here);
    }

    private void move(int demand, int choice) {
        excess.move(demand, choices.of(demand).paths()[choice]);
        freeAt[demand] = step + TENURE + (step * 7 + demand) % TENURE;
    }
}
