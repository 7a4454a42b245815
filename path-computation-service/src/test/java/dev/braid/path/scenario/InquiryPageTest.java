package dev.braid.path.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.path.v1.ExplainPathRequest;
import dev.braid.api.path.v1.ExplainPathResponse;
import dev.braid.api.path.v1.WhatIfRequest;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.path.contract.AnswerProto;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.contract.RecordProto;
import dev.braid.path.contract.TopologyProto;
import dev.braid.path.contract.WhatIfProto;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.inquiry.Snapshot;
import dev.braid.path.domain.inquiry.WhatIfStudy;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathFinder;
import dev.braid.path.domain.route.PathRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What docs/explain-and-what-if.md shows is what comes of its calls. {@code -Dbraid.docs=write} writes the answers into the
 * page.
 */
class InquiryPageTest {
    private static final Path ROOT = root();
    private static final Path PAGE = ROOT.resolve("docs/explain-and-what-if.md");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** A call, what is shown of its answer, and the answer. */
    private static final Pattern EXAMPLE = Pattern.compile(
            "braid \"\\$(?<token>\\w+)\" (?<method>\\w+) '(?<body>[^']*)'(?: \\| jq (?<shown>.*))?\n```\n```json\n(?<answer>[^`]*)```");

    private final PlanningState state = new PlanningState();

    @Test
    void thePageShowsWhatComesOfItsCalls() throws IOException {
        applyTheDemoNetwork();
        orderAsTheDemo();
        String page = Files.readString(PAGE);
        Matcher example = EXAMPLE.matcher(page);
        StringBuilder fresh = new StringBuilder();
        int examples = 0;
        while (example.find()) {
            String answer = shown(answer(example.group("method"), example.group("body")), example.group("shown"));
            String call = page.substring(example.start(), example.start("answer"));
            example.appendReplacement(fresh, Matcher.quoteReplacement(call + answer + "\n```"));
            examples++;
        }
        example.appendTail(fresh);
        if ("write".equals(System.getProperty("braid.docs"))) {
            Files.writeString(PAGE, fresh);
        }
        assertThat(examples).as("examples").isGreaterThanOrEqualTo(6);
        assertThat(page).isEqualTo(fresh.toString());
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/demo/world.json"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private void applyTheDemoNetwork() throws IOException {
        TopologyFile.Builder file = TopologyFile.newBuilder();
        JsonFormat.parser().merge(Files.readString(ROOT.resolve("deploy/demo/world.json")), file);
        List<TopologyElement> elements = new ArrayList<>();
        file.getProvidersList()
                .forEach(each -> elements.add(element().setProvider(each).build()));
        file.getMetrosList()
                .forEach(each -> elements.add(element().setMetro(each).build()));
        file.getLocationsList()
                .forEach(each -> elements.add(element().setLocation(each).build()));
        file.getNodesList().forEach(each -> elements.add(element().setNode(each).build()));
        file.getRiskGroupsList()
                .forEach(each -> elements.add(element().setRiskGroup(each).build()));
        file.getLinksList().forEach(each -> elements.add(element().setLink(each).build()));
        state.apply(new Change.TopologyChanged(
                elements.stream()
                        .map(TopologyProto::element)
                        .map(element -> new VersionedElement(1, element))
                        .toList(),
                List.of()));
    }

    private static TopologyElement.Builder element() {
        return TopologyElement.newBuilder();
    }

    private void orderAsTheDemo() {
        order("acme", "fra-sin", Scenario.demand("fra-dc1", "sin-dc1", 10));
        order("acme", "lon-nyc", Scenario.demand("lon-dc1", "nyc-dc1", 10));
        order("acme", "lon-fra-aws", Scenario.demand("lon-dc1", "fra-aws", 5));
        order("acme", "ams-iad-aws", Scenario.cheapest(Scenario.demand("ams-dc1", "iad-aws", 5)));
        order(
                "acme",
                "exchanges",
                Scenario.demand("lon-dc1", "nyc-dc1", 2),
                Scenario.demand("lon-dc1", "sin-dc1", 2),
                Scenario.demand("nyc-dc1", "sin-dc1", 2));
        order("globex", "syd-sin-aws", Scenario.demand("syd-dc1", "sin-aws", 5));
        order("globex", "dub-iad-aws", Scenario.demand("dub-aws", "iad-aws", 5));
        order(
                "globex",
                "europe",
                Stream.of("par-dc1 ams-dc1", "par-dc1 mad-dc1", "par-dc1 mil-dc1", "ams-dc1 mad-dc1", "ams-dc1 mil-dc1")
                        .map(ends -> ends.split(" "))
                        .map(ends -> Scenario.demand(ends[0], ends[1], 1))
                        .toArray(Demand[]::new));
    }

    private void order(String tenant, String intentId, Demand... demands) {
        String key = tenant + "." + intentId;
        List<Signal.RequestedConnection> connections = new ArrayList<>();
        for (Demand demand : demands) {
            connections.add(new Signal.RequestedConnection(key + "." + (connections.size() + 1), demand));
        }
        Decision decision =
                IntentPlanner.requested(state, new Signal.IntentRequested(key, tenant, 1, connections), NOW);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Changed.class,
                        changed -> changed.records().forEach(record -> state.apply(new Change.RecordWritten(record))));
    }

    private Message answer(String method, String body) throws IOException {
        return switch (method) {
            case "ExplainPath" -> {
                ExplainPathRequest.Builder request = ExplainPathRequest.newBuilder();
                JsonFormat.parser().merge(body, request);
                yield explain(request.build());
            }
            case "WhatIf" -> {
                WhatIfRequest.Builder request = WhatIfRequest.newBuilder();
                JsonFormat.parser().merge(body, request);
                yield WhatIfProto.message(
                        WhatIfStudy.consequences(Snapshot.of(state), WhatIfProto.question(request.build()), () -> {}),
                        NOW);
            }
            default -> throw new AssertionError(method);
        };
    }

    private ExplainPathResponse explain(ExplainPathRequest request) {
        Network network = state.network().copy();
        ExplainPathResponse.Builder response = ExplainPathResponse.newBuilder();
        Demand demand = DemandProto.demand(request.getDemand());
        if (request.hasConnectionId()) {
            PathRecord record = state.book().find(request.getConnectionId()).orElseThrow();
            network.release(record.holdings());
            response.setPath(RecordProto.message(record));
            demand = record.demand();
        }
        return response.setNow(
                        AnswerProto.message(PathFinder.explain(network, demand, Set.of(), Occasion.of(Cause.INQUIRY))))
                .build();
    }

    /** As jq shows it: one field within others, or a few put together under names. */
    private static String shown(Message answer, String shown) throws IOException {
        JsonElement all = JsonParser.parseString(JsonFormat.printer().print(answer));
        JsonElement part = all;
        if (shown != null && shown.startsWith("'{")) {
            JsonObject parts = new JsonObject();
            for (String each : shown.substring(2, shown.length() - 2).split(", ")) {
                String[] named = each.split(": ");
                parts.add(named[0], within(all, named.length == 1 ? "." + each : named[1]));
            }
            part = parts;
        } else if (shown != null) {
            part = within(all, shown);
        }
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(part);
    }

    private static JsonElement within(JsonElement all, String path) {
        JsonElement part = all;
        for (String field : path.substring(1).replace("[", ".[").split("\\.")) {
            part = field.startsWith("[")
                    ? part.getAsJsonArray().get(Integer.parseInt(field.substring(1, field.length() - 1)))
                    : part.getAsJsonObject().get(field);
        }
        return part;
    }
}
