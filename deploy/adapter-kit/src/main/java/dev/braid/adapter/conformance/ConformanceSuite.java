package dev.braid.adapter.conformance;

import dev.braid.adapter.conformance.Finding.Result;
import dev.braid.api.adapter.v1.AdapterBenchServiceGrpc;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.DescribeAdapterRequest;
import dev.braid.api.adapter.v1.DescribeAdapterResponse;
import dev.braid.api.adapter.v1.InspectProviderRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc;
import io.grpc.Channel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tries the promises of {@code braid.adapter.v1} on a living adapter. All its orders have references that begin with
 * {@code braid-verify.}; each check releases its own, even when it fails.
 */
public final class ConformanceSuite {
    private final Target target;
    private final String run = "braid-verify." + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    public ConformanceSuite(Target target) {
        this.target = target;
    }

    /** For which providers an adapter speaks; fails with the status of the call when there is none. */
    public static DescribeAdapterResponse describe(Channel channel, Duration timeout) {
        return ProviderAdapterServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .describeAdapter(DescribeAdapterRequest.getDefaultInstance());
    }

    /** Tries everything and tells each finding as it comes; takes as long as the provider's time-outs want. */
    public Report run(Consumer<Finding> progress) {
        DescribeAdapterResponse described = describe(target.channel(), target.callTimeout());
        Capabilities capabilities = described.getProvidersMap().get(target.providerId());
        if (capabilities == null) {
            throw new IllegalArgumentException("The adapter speaks for %s, not for '%s'."
                    .formatted(new TreeSet<>(described.getProvidersMap().keySet()), target.providerId()));
        }
        boolean benched = benched();
        List<Finding> findings = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Check describe =
                new Check("describe", "says what it speaks, for whom, and what it can do", _ -> names(described));
        List<Check> checks = Stream.of(
                        List.of(describe),
                        ReserveChecks.all(),
                        LifeChecks.all(),
                        TermsChecks.all(),
                        ReadingChecks.all(),
                        HandOverChecks.all(),
                        InputChecks.all(),
                        SilenceChecks.all(),
                        RefusalChecks.all(),
                        FaultChecks.all())
                .flatMap(List::stream)
                .toList();
        for (Check check : checks) {
            Trial trial = new Trial(target, capabilities, benched, run + "." + check.name());
            findings.add(tried(check, trial));
            progress.accept(findings.getLast());
            left.addAll(trial.cleanUp());
        }
        Check clean =
                new Check("nothing-left", "every order of the suite can be released", it -> nothingLeft(it, left));
        findings.add(tried(clean, new Trial(target, capabilities, benched, run)));
        progress.accept(findings.getLast());
        return new Report(
                "%s %s".formatted(described.getName(), described.getVersion()).strip(),
                target.providerId(),
                benched,
                findings);
    }

    private static Finding tried(Check check, Trial trial) {
        long start = System.nanoTime();
        Result result = Result.PASS;
        String expected = "";
        String seen = "";
        try {
            check.body().accept(trial);
        } catch (CheckFailed failed) {
            result = Result.FAIL;
            expected = failed.expected();
            seen = failed.seen();
        } catch (CheckSkipped skipped) {
            result = Result.SKIPPED;
            seen = skipped.getMessage();
        } catch (StillWaiting waiting) {
            result = Result.WAITING;
            seen = waiting.getMessage();
        } catch (StatusRuntimeException e) {
            result = Result.FAIL;
            expected = "an answer";
            seen = e.getMessage();
        }
        return new Finding(
                check.name(), check.promise(), result, expected, seen, (System.nanoTime() - start) / 1_000_000);
    }

    private boolean benched() {
        try {
            AdapterBenchServiceGrpc.newBlockingStub(target.channel())
                    .withDeadlineAfter(target.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .inspectProvider(InspectProviderRequest.newBuilder()
                            .setProviderId(target.providerId())
                            .build());
            return true;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Code.UNIMPLEMENTED) {
                return false;
            }
            throw e;
        }
    }

    private static void names(DescribeAdapterResponse described) {
        if (described.getName().isEmpty()) {
            throw new CheckFailed("DescribeAdapter: the name of the API that it speaks to providers", "an empty text");
        }
    }

    private void nothingLeft(Trial trial, List<String> left) {
        if (!left.isEmpty()) {
            throw new CheckFailed("ReleaseLeg: OK for every order of the suite", String.join("; ", left));
        }
        List<Order> all = trial.pages(0).stream().flatMap(List::stream).toList();
        trial.same("ListOrders: living orders of the suite", List.of(), trial.ours(all));
        trial.behind()
                .ifPresent(held -> trial.same(
                        "InspectProvider: orders of the suite that hold something",
                        List.of(),
                        held.entrySet().stream()
                                .filter(it -> it.getKey().startsWith(run + ".") && it.getValue() != 0)
                                .map(Map.Entry::getKey)
                                .sorted()
                                .toList()));
    }
}
