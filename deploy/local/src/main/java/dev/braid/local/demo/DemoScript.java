package dev.braid.local.demo;

import static dev.braid.api.intent.v1.Shape.SHAPE_FULL_MESH;
import static dev.braid.api.intent.v1.Shape.SHAPE_HUB_AND_SPOKE;
import static dev.braid.api.intent.v1.Shape.SHAPE_POINT_TO_POINT;
import static dev.braid.api.path.v1.Metric.METRIC_LATENCY;
import static dev.braid.api.path.v1.Metric.METRIC_PRICE;

import java.util.List;

/** What two customers order in the demo, over the demo network. */
final class DemoScript {
    /** Twenty intents of all shapes. */
    static final List<DemoOrder> ORDERS = List.of(
            p2p("acme", "fra-sin", "Trading desk Frankfurt to Singapore", 10, "fra-dc1", "sin-dc1"),
            p2p("acme", "lon-nyc", "Trading desk London to New York", 10, "lon-dc1", "nyc-dc1"),
            p2p("acme", "tyo-sjc", "Tokyo to Silicon Valley", 10, "tyo-dc1", "sjc-dc1"),
            p2p("acme", "lon-fra-aws", "London to AWS Frankfurt", 5, "lon-dc1", "fra-aws"),
            p2p("acme", "jnb-lon", "Johannesburg to London", 2, "jnb-dc1", "lon-dc1"),
            cheap("acme", "nyc-sao", "Backup New York to Sao Paulo", 2, "nyc-dc1", "sao-dc1"),
            cheap("acme", "ams-iad-aws", "Archive Amsterdam to AWS Virginia", 5, "ams-dc1", "iad-aws"),
            hub(
                    "acme",
                    "fra-branches",
                    "Branches on Frankfurt",
                    1,
                    "fra-dc1",
                    "par-dc1",
                    "mil-dc1",
                    "waw-dc1",
                    "sto-dc1"),
            hub("acme", "sin-branches", "Branches on Singapore", 1, "sin-dc1", "jkt-dc1", "hkg-dc1", "bom-dc1"),
            mesh("acme", "exchanges", "The three exchanges", 2, "lon-dc1", "nyc-dc1", "sin-dc1"),
            p2p("globex", "lax-tyo", "Studio Los Angeles to Tokyo", 10, "lax-dc1", "tyo-dc2"),
            p2p("globex", "syd-sin-aws", "Sydney to AWS Singapore", 5, "syd-dc1", "sin-aws"),
            p2p("globex", "dub-iad-aws", "AWS Ireland to AWS Virginia", 5, "dub-aws", "iad-aws"),
            p2p("globex", "sea-lax-google", "Seattle to Google Los Angeles", 5, "sea-dc1", "lax-google"),
            p2p("globex", "dxb-mrs", "Dubai to Marseille", 2, "dxb-dc1", "mrs-dc1"),
            p2p("globex", "osa-hkg", "Osaka to Hong Kong", 5, "osa-dc1", "hkg-dc1"),
            cheap("globex", "mia-bog", "Dubbing Miami to Bogota", 1, "mia-dc1", "bog-dc1"),
            hub(
                    "globex",
                    "nyc-edit",
                    "Cutting rooms on New York",
                    2,
                    "nyc-dc1",
                    "chi-dc1",
                    "dal-dc1",
                    "tor-dc1",
                    "sjc-dc1"),
            hub("globex", "lax-render", "Render farms on Los Angeles", 5, "lax-dc1", "sea-dc1", "den-dc1", "phx-dc1"),
            mesh("globex", "europe", "Four European houses", 1, "par-dc1", "ams-dc1", "mad-dc1", "mil-dc1"));

    private DemoScript() {}

    private static DemoOrder p2p(String tenant, String name, String title, int gbps, String... locations) {
        return DemoOrder.of(tenant, name, title, SHAPE_POINT_TO_POINT, gbps, METRIC_LATENCY, locations);
    }

    private static DemoOrder cheap(String tenant, String name, String title, int gbps, String... locations) {
        return DemoOrder.of(tenant, name, title, SHAPE_POINT_TO_POINT, gbps, METRIC_PRICE, locations);
    }

    private static DemoOrder hub(String tenant, String name, String title, int gbps, String... locations) {
        return DemoOrder.of(tenant, name, title, SHAPE_HUB_AND_SPOKE, gbps, METRIC_LATENCY, locations);
    }

    private static DemoOrder mesh(String tenant, String name, String title, int gbps, String... locations) {
        return DemoOrder.of(tenant, name, title, SHAPE_FULL_MESH, gbps, METRIC_LATENCY, locations);
    }
}
