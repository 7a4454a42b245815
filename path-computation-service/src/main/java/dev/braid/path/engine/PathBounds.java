package dev.braid.path.engine;

import java.util.Arrays;

/** The most that a path may use of each resource, all of them together. Reusable, so asking again makes no garbage. */
public final class PathBounds {
    /** No use is too much. */
    public static final long ANY = Long.MAX_VALUE;

    private static final Resource[] RESOURCES = Resource.values();

    private final long[] most = new long[Resource.COUNT];

    /** Bounds nothing. */
    public PathBounds() {
        clear();
    }

    /** Bounds nothing any more. */
    public PathBounds clear() {
        Arrays.fill(most, ANY);
        return this;
    }

    /** Bounds the resource. */
    public PathBounds most(Resource resource, long units) {
        if (units < 0) {
            throw new IllegalArgumentException("The bound on %s is %d, less than 0".formatted(resource, units));
        }
        most[resource.ordinal()] = units;
        return this;
    }

    /** The most that may be used of the resource, or {@link #ANY}. */
    public long most(Resource resource) {
        return most[resource.ordinal()];
    }

    /** Writes the resources that are bounded, those that bind most often first, and says how many they are. */
    int bounded(Resource[] into) {
        int count = 0;
        for (Resource resource : RESOURCES) {
            if (most[resource.ordinal()] != ANY) {
                into[count++] = resource;
            }
        }
        return count;
    }
}
