package dev.braid.path.engine;

/**
 * Lower bounds for many searches towards the same targets on a load whose bandwidth only goes: the least that remains
 * over the arcs that admitted one query. They hold for every query between other sources that weighs the same, asks for
 * as much bandwidth or more, and is admitted nowhere else.
 */
public final class SharedBounds {
    private final Potential potential;

    /** Works out the bounds on the load as it is. */
    public SharedBounds(NetworkLoad load, PathQuery query) {
        Admission admission = new Admission();
        admission.set(load, query);
        Potentials kept = load.potentials();
        KeyScale scale = kept.potential(load, kept.toward(query.targets, query.weighing), 0).scale;
        long[] keys = new ExactTrees().keys(admission, 0, query.targets, scale);
        potential = new Potential(scale, keys, null, 0, 0, 0, BandwidthClasses.Counts.NONE);
    }

    /** Looks for the path of the query under these bounds; says whether there is one. */
    public boolean find(ShortestPath search, NetworkLoad load, PathQuery query) {
        return search.find(load, query, potential, NodeList.NONE, Long.MAX_VALUE);
    }
}
