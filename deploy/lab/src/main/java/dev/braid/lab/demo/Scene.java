package dev.braid.lab.demo;

import dev.braid.lab.braid.LabBraid;
import dev.braid.lab.braid.Measurements;
import dev.braid.lab.braid.Wish;
import dev.braid.lab.build.Lab;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import java.io.PrintWriter;

/** What the parts of the demo play on, and where they tell it. */
record Scene(Lab lab, LabBraid braid, Measurements measurements, PrintWriter out) {
    private static final int PER_SECOND = 1000;
    private static final double TOLERANCE_MILLIS = 0.5;

    void say(String line, Object... words) {
        out.printf(line + "%n", words);
        out.flush();
    }

    /** A promise that is not kept ends the demo. */
    void check(boolean kept, String otherwise) {
        if (!kept) {
            throw new LabFailed("The demo failed: %s. What Braid logged is in %s.".formatted(otherwise, braid.logs()));
        }
    }

    void close(Packets packets, Route route) {
        check(
                Math.abs(packets.medianMillis() - route.nominalMillis()) <= TOLERANCE_MILLIS,
                "a delay of %.2f ms is not the sum of the links, %.2f ms"
                        .formatted(packets.medianMillis(), route.nominalMillis()));
    }

    /** The path that is planned. */
    Route route(Wish wish) {
        return Route.of(lab.plan(), wish, braid.path(wish).getPlan());
    }

    /** 1,000 packets a second from A to Z. */
    PacketStream there(Wish wish) {
        return PacketStream.start(wish.a(), wish.z(), PER_SECOND);
    }

    /** And from Z to A. */
    PacketStream back(Wish wish) {
        return PacketStream.start(wish.z(), wish.a(), PER_SECOND);
    }
}
