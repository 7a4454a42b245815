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

    private final GlobalProblem problem;
    private final SinglePathSearch search;
    private final ShortestTree tree;
    private final double[] perCapacity;
    private final double[] over;
    private final PoolUsers users;
    private final long[] freeAt;
    private final int[] mark;
    private int generation;
    private final Leads leads = new Leads(LEADS);
    private final Leads answer = new Leads(1);
    private PathChoices choices;
    private double ceiling;
    private double penalty;
    private double leastPenalty;
    private long step;
    private long visits;
    private int still;

    TabuSearch(GlobalProblem problem, SinglePathSearch search, ShortestTree tree) {
        this.problem = problem;
        this.search = search;
        this.tree = tree;
        int pools = problem.network().poolCount();
        this.perCapacity = new double[pools];
        for (int pool = 0; pool < pools; pool++) {
            long capacity = problem.network().capacityBps(pool);
            perCapacity[pool] = capacity > 0 ? 1.0 / capacity : 0;
        }
        this.over = new double[pools];
        this.users = new PoolUsers(problem);
        this.freeAt = new long[problem.demands().count()];
        this.mark = new int[pools];
    }

    /** Starts from where the search is; the ceiling is what all pools are to come down to. */
    void start(double ceilingOfPools) {
        search.soft.sharpen(search.soft.worstUtilisation(), HEAT);
        ceiling = ceilingOfPools;
        choices = new PathChoices(problem, tree, search.soft, search.paths.clone(), HOT * ceiling);
        users.count(search.paths);
        penalty = 0;
        for (int pool = 0; pool < over.length; pool++) {
            over[pool] = search.soft.load[pool] * perCapacity[pool] - ceiling;
            penalty += square(over[pool]);
        }
        still = 0;
        leastPenalty = penalty;
    }

    /** Whether the penalty was the least not so long ago. */
    boolean hopeful() {
        return still < PATIENCE;
    }

    /** The sum of the squares by which pools exceed the ceiling. */
    double penalty() {
        return penalty;
    }

    private static double square(double over) {
        return over > 0 ? over * over : 0;
    }

    private int worst() {
        int worst = 0;
        for (int pool = 1; pool < over.length; pool++) {
            if (over[pool] > over[worst]) {
                worst = pool;
            }
        }
        return worst;
    }

    /** Makes the best move or pair of moves; by how many looks at a pool. */
    long step() {
        visits = 0;
        step++;
        still++;
        visits += over.length;
        leads.clear(Double.MAX_VALUE);
        survey(worst(), -1, penalty, leads);
        if (leads.size > 0) {
            follow();
        }
        return visits;
    }

    private void follow() {
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
        move(leads.demand[first], leads.choice[first]);
        if (second >= 0 && search.mayMove(second)) {
            move(second, secondChoice);
        }
        if (penalty < leastPenalty * LESS) {
            leastPenalty = penalty;
            still = 0;
        }
    }

    /** Looks for a demand that makes room where the lead went, so that both together gain more than the least. */
    private void answer(int lead, double least) {
        int demand = leads.demand[lead];
        PathChoices.Choices paths = choices.of(demand);
        int[] to = paths.pools()[leads.choice[lead]];
        answer.clear(least - leads.change[lead]);
        shift(search.paths[demand], -problem.demands().volumeBps(demand));
        shift(paths.paths()[leads.choice[lead]], problem.demands().volumeBps(demand));
        int hit = to[0];
        for (int pool : to) {
            hit = over[pool] > over[hit] ? pool : hit;
        }
        if (over[hit] > 0) {
            survey(hit, demand, penalty + leads.change[lead], answer);
        }
        shift(paths.paths()[leads.choice[lead]], -problem.demands().volumeBps(demand));
        shift(search.paths[demand], problem.demands().volumeBps(demand));
    }

    /** Weighs the choices of the demands on the pool, but not of one of them, where the penalty is as given. */
    private void survey(int pool, int other, double now, Leads found) {
        double room = roomBps(now + found.limit());
        int count = users.count(pool);
        int looked = Math.min(count, MOST_USERS);
        int from = looked < count ? (int) (step * MOST_USERS % count) : 0;
        for (int i = 0; i < looked; i++) {
            int demand = users.user(pool, (from + i) % count);
            double volume = problem.demands().volumeBps(demand);
            double rest = over[pool] - volume * perCapacity[pool];
            if (demand != other
                    && square(rest) < now + found.limit()
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
            room = Math.max(room, (most - over[pool]) / perCapacity[pool]);
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
            saved += square(over[pool] - volume * perCapacity[pool]) - square(over[pool]);
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
        double here = over[pool];
        double change = volume * perCapacity[pool];
        return mark[pool] == before ? square(here) - square(here - change) : square(here + change) - square(here);
    }

    private void shift(int[] path, double volume) {
        for (int arc : path) {
            int pool = problem.network().pool(arc);
            search.soft.load[pool] += volume;
            over[pool] = search.soft.load[pool] * perCapacity[pool] - ceiling;
        }
    }

    private void move(int demand, int choice) {
        double volume = problem.demands().volumeBps(demand);
        int[] old = search.paths[demand];
        int[] path = choices.of(demand).paths()[choice];
        // Pools of both count twice, but they do not change.
        double before = penalty(old) + penalty(path);
        shift(old, -volume);
        shift(path, volume);
        penalty += penalty(old) + penalty(path) - before;
        users.move(demand, old, path);
        search.place(demand, path);
        freeAt[demand] = step + TENURE + (step * 7 + demand) % TENURE;
    }

    private double penalty(int[] path) {
        double sum = 0;
        for (int arc : path) {
            sum += square(over[problem.network().pool(arc)]);
        }
        return sum;
    }
}
