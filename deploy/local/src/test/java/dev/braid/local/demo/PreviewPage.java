package dev.braid.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.intent.v1.ConnectionPreview;
import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentPreview;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.path.v1.Constraints;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.provisioning.v1.LegAction;
import dev.braid.api.provisioning.v1.LegChange;
import dev.braid.api.provisioning.v1.LegStep;
import dev.braid.api.provisioning.v1.LegStepOutcome;
import dev.braid.api.provisioning.v1.ListLegStepsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Changes one intent as docs/previewing-a-change.md does, and then otherwise: first on paper, then in earnest. {@code
 * -Dbraid.docs=write} writes the answer into the page.
 */
final class PreviewPage {
    static final DemoOrder ARCHIVE = DemoScript.ORDERS.stream()
            .filter(order -> order.name().equals("ams-iad-aws"))
            .findFirst()
            .orElseThrow();

    private static final Pattern EXAMPLE =
            Pattern.compile("/v1/intents/archive [^{]*'(?<body>\\{[^']*})'[^`]*```\n```json\n(?<answer>[^`]*)```");

    private final TestSystem system;
    private final Run run;
    private final String intentId;
    private final String connectionId;

    PreviewPage(TestSystem system, Run run) {
        this.system = system;
        this.run = run;
        this.intentId = ARCHIVE.intentId(run.id);
        this.connectionId = "%s.%s.1".formatted(ARCHIVE.tenantId(), intentId);
    }

    /** What the page asks is answered as it shows, and that is what is then done. */
    void asked() throws IOException {
        Path page = TestInstallation.repository().resolve("docs/previewing-a-change.md");
        String text = Files.readString(page);
        Matcher example = EXAMPLE.matcher(text);
        assertThat(example.find()).as("the example of %s", page).isTrue();
        UpdateIntentRequest.Builder asked = UpdateIntentRequest.newBuilder();
        JsonFormat.parser().merge(example.group("body"), asked);

        IntentPreview preview = preview(asked);
        String fresh = shown(preview);
        if ("write".equals(System.getProperty("braid.docs"))) {
            Files.writeString(
                    page, text.substring(0, example.start("answer")) + fresh + text.substring(example.end("answer")));
        } else {
            assertThat(example.group("answer")).isEqualTo(fresh);
        }
        assertThat(preview.getOutage()).isEqualTo(OutageClass.OUTAGE_CLASS_HITLESS);
        assertThat(preview.getConnections(0).getMoves()).isFalse();
        done(asked, preview, 2);
    }

    /** The path has to leave a provider. */
    void moved() {
        String provider = path().getLegs(0).getProviderId();
        UpdateIntentRequest.Builder asked = UpdateIntentRequest.newBuilder()
                .setSpec(IntentSpec.newBuilder()
                        .setConstraints(Constraints.newBuilder().addExcludedProviderIds(provider)))
                .setUpdateMask(FieldMask.newBuilder().addPaths("constraints.excluded_provider_ids"));
        IntentPreview preview = preview(asked);
        assertThat(preview.getOutage()).isEqualTo(OutageClass.OUTAGE_CLASS_HITLESS);
        assertThat(preview.getConnections(0).getMoves()).isTrue();
        done(asked, preview, 3);
    }

    private IntentPreview preview(UpdateIntentRequest.Builder asked) {
        Intent before = system.client
                .intents(ARCHIVE.tenantId())
                .getIntent(GetIntentRequest.newBuilder().setIntentId(intentId).build())
                .getIntent();
        int steps = steps().size();
        IntentPreview preview = system.client
                .intents(ARCHIVE.tenantId())
                .updateIntent(asked.clone()
                        .setIntentId(intentId)
                        .setValidateOnly(true)
                        .build())
                .getPreview();
        assertThat(preview.getFeasible()).isTrue();
        assertThat(preview.getPriceNowMicrosPerHour()).isEqualTo(before.getPriceMicrosPerHour());
        assertThat(way(preview.getConnections(0).getNow())).isEqualTo(way(path()));
        assertThat(steps()).as("commands for a preview").hasSize(steps);
        return preview;
    }

    private void done(UpdateIntentRequest.Builder asked, IntentPreview preview, long revision) {
        List<LegStep> before = steps();
        system.client
                .intents(ARCHIVE.tenantId())
                .updateIntent(asked.clone()
                        .setIntentId(intentId)
                        .setValidateOnly(false)
                        .build());
        run.awaitRest(connectionId, revision);

        ConnectionPreview foreseen = preview.getConnections(0);
        PathPlan plan = path();
        assertThat(plan.getRevision()).isEqualTo(foreseen.getThen().getRevision());
        assertThat(way(plan)).isEqualTo(way(foreseen.getThen()));
        assertThat(plan.getLegsList()).isEqualTo(foreseen.getThen().getLegsList());
        assertThat(plan.getPriceMicrosPerHour()).isEqualTo(preview.getPriceThenMicrosPerHour());

        List<LegStep> after = steps();
        assertThat(commands(after.subList(before.size(), after.size()))).isEqualTo(commands(foreseen));
    }

    /** By provider, whatever was commanded besides reading. */
    private static Set<String> commands(List<LegStep> steps) {
        return steps.stream()
                .filter(step -> step.getOutcome() == LegStepOutcome.LEG_STEP_OUTCOME_UNSPECIFIED)
                .map(step -> step.getProviderId() + " " + step.getVerb())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> commands(ConnectionPreview foreseen) {
        Set<String> commands = new TreeSet<>();
        for (LegChange leg : foreseen.getLegsList()) {
            String provider = leg.getProviderId();
            switch (leg.getAction()) {
                case LEG_ACTION_ORDER ->
                    commands.addAll(List.of(provider + " LEG_VERB_RESERVE", provider + " LEG_VERB_ACTIVATE"));
                case LEG_ACTION_MODIFY -> commands.add(provider + " LEG_VERB_MODIFY");
                case LEG_ACTION_RELEASE -> commands.add(provider + " LEG_VERB_RELEASE");
                case LEG_ACTION_KEEP -> {}
                case LEG_ACTION_UNSPECIFIED, UNRECOGNIZED ->
                    throw new AssertionError("It is not said what is done: " + leg);
            }
        }
        assertThat(foreseen.getLegsList())
                .extracting(LegChange::getAction)
                .isNotEqualTo(List.of(LegAction.LEG_ACTION_KEEP));
        return commands;
    }

    private List<LegStep> steps() {
        return system.client
                .allProvisioning()
                .listLegSteps(ListLegStepsRequest.newBuilder()
                        .setConnectionId(connectionId)
                        .setPageSize(1000)
                        .build())
                .getStepsList();
    }

    private PathPlan path() {
        return system.client
                .allPaths()
                .getPath(GetPathRequest.newBuilder()
                        .setConnectionId(connectionId)
                        .build())
                .getPath()
                .getPlan();
    }

    private static List<String> way(PathPlan plan) {
        return plan.getHopsList().stream().map(Hop::getLinkId).toList();
    }

    /** As jq shows what the gateway answers, under the names of the page. */
    private String shown(IntentPreview preview) throws IOException {
        IntentPreview.Builder shown = preview.toBuilder();
        shown.getConnectionsBuilderList().forEach(each -> each.clearNow().clearThen());
        String all = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(JsonParser.parseString(
                        JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(shown)));
        return all.replace(intentId, "archive").replace(DemoOrder.portId(""), "") + "\n";
    }
}
