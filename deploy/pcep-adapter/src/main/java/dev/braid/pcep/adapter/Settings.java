package dev.braid.pcep.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.pcep.session.Router;
import dev.braid.pcep.session.Timers;
import dev.braid.pcep.wire.Hop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in the settings file.
 *
 * @param goingUpCounts whether an LSP that is going up counts as carrying traffic
 * @param longestName how many octets of a symbolic path name routers keep
 * @param firstColor the least colour of an order's LSPs
 */
public record Settings(
        Network network,
        InetSocketAddress pceAddress,
        InetSocketAddress adapterAddress,
        Path folder,
        Timers timers,
        boolean goingUpCounts,
        int longestName,
        int firstColor,
        Optional<Path> tokenFile,
        Optional<Path> certificate,
        Optional<Path> privateKey) {
    private static final int LARGEST_PORT = 65_535;
    private static final int MOST_SECONDS = 255;
    private static final int MOST_MILLIS = 60_000;
    private static final int LONGEST_NAME = 160;

    /** Reads a settings file; paths in it are meant from where it stands. */
    public static Settings read(Path file) throws IOException, SettingsInvalid {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return of(new Fields("", new ObjectMapper().readTree(Files.readString(file))), folder);
        } catch (JsonProcessingException e) {
            throw new SettingsInvalid("%s is no JSON: %s".formatted(file, e.getOriginalMessage()));
        }
    }

    private static Settings of(Fields all, Path folder) throws SettingsInvalid {
        all.only(
                "provider",
                "pce",
                "adapter",
                "folder",
                "going_up_counts",
                "longest_name",
                "first_color",
                "routers",
                "links");
        Fields pce = all.object("pce");
        pce.only("host", "port", "keepalive_s", "dead_s", "open_s", "answer_ms");
        Fields adapter = all.object("adapter");
        adapter.only("host", "port", "token_file", "certificate", "private_key");
        Timers timers;
        try {
            timers = new Timers(
                    Duration.ofSeconds(pce.number("keepalive_s", 1, MOST_SECONDS, 30)),
                    Duration.ofSeconds(pce.number("dead_s", 1, MOST_SECONDS, 120)),
                    Duration.ofSeconds(pce.number("open_s", 1, MOST_SECONDS, 60)),
                    Duration.ofMillis(pce.number("answer_ms", 1, MOST_MILLIS, 5000)));
        } catch (IllegalArgumentException wrong) {
            throw new SettingsInvalid("pce: " + wrong.getMessage());
        }
        return new Settings(
                network(all),
                new InetSocketAddress(pce.address("host"), (int) pce.number("port", 0, LARGEST_PORT, 4189)),
                new InetSocketAddress(adapter.address("host"), (int) adapter.number("port", 0, LARGEST_PORT)),
                folder.resolve(all.text("folder")),
                timers,
                all.flag("going_up_counts"),
                (int) all.number("longest_name", 1, LONGEST_NAME, 63),
                (int) all.number("first_color", 1, Integer.MAX_VALUE / 2, 1000),
                adapter.optionalText("token_file").map(folder::resolve),
                adapter.optionalText("certificate").map(folder::resolve),
                adapter.optionalText("private_key").map(folder::resolve));
    }

    private static Network network(Fields all) throws SettingsInvalid {
        Map<String, Router> routers = new LinkedHashMap<>();
        for (Fields each : all.list("routers")) {
            each.only("id", "session_address", "address");
            Router router = new Router(each.text("id"), each.address("session_address"), each.addressV4("address"));
            if (routers.putIfAbsent(router.id(), router) != null) {
                throw each.wrong("id", router.id(), "only once");
            }
            if (routers.values().stream()
                            .filter(it -> it.sessionAddress().equals(router.sessionAddress()))
                            .count()
                    > 1) {
                throw each.wrong("session_address", each.text("session_address"), "one router's only");
            }
        }
        Map<String, Link> links = new LinkedHashMap<>();
        for (Fields each : all.list("links")) {
            Link link = link(each);
            if (links.putIfAbsent(link.id(), link) != null) {
                throw each.wrong("id", link.id(), "only once");
            }
        }
        for (Link link : links.values()) {
            Link back = links.get(link.backId());
            boolean mutual = back != null
                    && back.backId().equals(link.id())
                    && back.fromRouter().equals(link.toRouter())
                    && back.toRouter().equals(link.fromRouter());
            if (!mutual) {
                throw new SettingsInvalid("links: the back_id '%s' of '%s' must be the link that leads back."
                        .formatted(link.backId(), link.id()));
            }
        }
        return new Network(all.text("provider"), routers, links);
    }

    private static Link link(Fields each) throws SettingsInvalid {
        each.only("id", "back_id", "from", "to", "label", "local_address", "remote_address", "capacity_bps");
        Optional<Hop.Adjacency> adjacency = each.optionalText("local_address").isPresent()
                ? Optional.of(new Hop.Adjacency(each.addressV4("local_address"), each.addressV4("remote_address")))
                : Optional.empty();
        return new Link(
                each.text("id"),
                each.text("back_id"),
                each.text("from"),
                each.text("to"),
                new Hop.Segment((int) each.number("label", 16, Hop.LARGEST_LABEL), adjacency),
                each.number("capacity_bps", 1, Long.MAX_VALUE / 2));
    }

    /** The same with the PCE at another port. */
    public Settings pceAt(int port) {
        return new Settings(
                network,
                new InetSocketAddress(pceAddress.getAddress(), port),
                adapterAddress,
                folder,
                timers,
                goingUpCounts,
                longestName,
                firstColor,
                tokenFile,
                certificate,
                privateKey);
    }
}
