package dev.braid.path.engine;

import java.util.Arrays;

/**
 * What is known of each set of targets and weighing, as long as there is room. Lookups take no lock and make no garbage.
 */
final class PotentialTable {
    /** What was not asked for in so many lookups of everything is in nobody's way. */
    private static final int IDLE_LOOKUPS = 8;

    private final long maxBytes;
    private final long bytesOfOne;

    /** Open addressing; a new table for each addition, so that readers need no lock. */
    private volatile TargetPotentials[] table = new TargetPotentials[16];

    private int count;
    private long bytes;
    private long clock;

    PotentialTable(long maxBytes, long bytesOfOne) {
        this.maxBytes = maxBytes;
        this.bytesOfOne = bytesOfOne;
    }

    /** What is known of the targets, sorted, under the weighing. */
    TargetPotentials toward(int[] targets, Weighing weighing) {
        int hash = TargetPotentials.hash(targets, weighing);
        TargetPotentials found = find(table, hash, targets, weighing);
        if (found == null) {
            found = add(hash, targets, weighing);
        }
        found.lastUse = ++clock;
        return found;
    }

    private static TargetPotentials find(TargetPotentials[] table, int hash, int[] targets, Weighing weighing) {
        int mask = table.length - 1;
        for (int i = hash & mask; table[i] != null; i = (i + 1) & mask) {
            if (table[i].hash == hash && table[i].is(targets, weighing)) {
                return table[i];
            }
        }
        return null;
    }

    private synchronized TargetPotentials add(int hash, int[] targets, Weighing weighing) {
        TargetPotentials found = find(table, hash, targets, weighing);
        if (found == null) {
            found = new TargetPotentials(targets.clone(), weighing, hash);
            count++;
            bytes += TargetPotentials.BYTES;
            TargetPotentials[] next = new TargetPotentials[2 * count < table.length ? table.length : 2 * table.length];
            for (TargetPotentials old : table) {
                if (old != null) {
                    old.insertInto(next);
                }
            }
            found.insertInto(next);
            table = next;
            makeRoom(found);
        }
        return found;
    }

    /** All there is, with gaps. */
    TargetPotentials[] all() {
        return table;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Whether one more drives out nothing that is in use. */
    synchronized boolean hasRoomBeside(TargetPotentials known) {
        if (bytes + bytesOfOne > maxBytes) {
            forget(known, clock - (long) IDLE_LOOKUPS * count);
        }
        return bytes + bytesOfOne <= maxBytes;
    }

    /** One more is kept of these. */
    synchronized void added(TargetPotentials known) {
        bytes += bytesOfOne;
        makeRoom(known);
    }

    /** Forgets the quarter that was not asked for the longest when there is too much; never what was just built. */
    private void makeRoom(TargetPotentials known) {
        if (bytes > maxBytes) {
            long[] uses = Arrays.stream(table)
                    .filter(each -> each != null)
                    .mapToLong(each -> each.lastUse)
                    .sorted()
                    .toArray();
            forget(known, uses[uses.length / 4]);
        }
    }

    /** One is kept less. */
    synchronized void removed() {
        bytes -= bytesOfOne;
    }

    private void forget(TargetPotentials exceptFor, long lastUse) {
        TargetPotentials[] next = new TargetPotentials[table.length];
        count = 0;
        bytes = 0;
        for (TargetPotentials known : table) {
            if (known != null && (known == exceptFor || known.lastUse > lastUse)) {
                known.insertInto(next);
                count++;
                bytes += TargetPotentials.BYTES + known.count() * bytesOfOne;
            }
        }
        table = next;
    }
}
