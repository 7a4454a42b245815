package dev.braid.lab.bgp;

import dev.braid.lab.bgp.gobgp.Path;
import dev.braid.lab.kernel.CommandFailed;
import dev.braid.lab.kernel.Kernel;
import dev.braid.lab.order.Entry;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stands on a carrier's routers: hears the policies that came to them by BGP and programs their kernels. It knows no
 * orders. That a policy is gone from BGP means nothing to it, for a session that drops takes all of them.
 */
public final class NodeAgent implements AutoCloseable {
    private static final long PAUSE_MILLIS = 200;

    private final LabPlan plan;
    private final Carrier carrier;
    private final Kernel kernel;
    private final Speaker speaker;
    private final Candidates candidates;
    private final Thread thread;
    private volatile boolean closed;

    /** Listens to the routers' speaker. */
    public NodeAgent(LabPlan plan, Carrier carrier, Speaker speaker) {
        this.plan = plan;
        this.carrier = carrier;
        this.speaker = speaker;
        kernel = Kernel.ofBgp(plan, carrier.nodes());
        candidates = new Candidates(plan);
        thread =
                Thread.ofPlatform().daemon().name("policies of " + carrier.id()).start(this::listen);
    }

    private void listen() {
        String last = "";
        while (!closed) {
            try {
                speaker.watch(this::heard);
            } catch (CommandFailed e) {
                if (!closed && !last.equals(e.getMessage())) {
                    last = e.getMessage();
                    System.err.println(last);
                }
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void heard(List<Path> paths) {
        List<SrPolicy> news = new ArrayList<>();
        for (Path path : paths) {
            if (!path.getIsWithdraw() && path.getFamily().equals(PolicyPath.FAMILY)) {
                read(path, news);
            }
        }
        Optional<CommandFailed> failed = Optional.empty();
        for (String node : news.stream().map(SrPolicy::headEnd).distinct().toList()) {
            try {
                heard(
                        news.stream()
                                .filter(policy -> policy.headEnd().equals(node))
                                .toList(),
                        kernel.read(node));
            } catch (CommandFailed e) {
                // The others do not wait for it.
                failed = failed.or(() -> Optional.of(e));
            }
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    private void heard(List<SrPolicy> news, Map<String, String> found) {
        Map<SrPolicy.Id, Optional<SrPolicy>> before = candidates.before(news);
        boolean done = false;
        try {
            candidates.heard(news, found).forEach(this::program);
            done = true;
        } finally {
            // Whoever listens anew hears all of it again.
            if (!done) {
                candidates.unheard(before);
            }
        }
    }

    private void read(Path path, List<SrPolicy> news) {
        try {
            SrPolicy policy = PolicyReader.read(path);
            if (carrier.nodes().contains(policy.headEnd())) {
                Entry.Steering _ = Policies.entry(policy, plan);
                news.add(policy);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
        }
    }

    private void program(Candidates.Step step) {
        switch (step) {
            case Candidates.Step.Put(var entry) -> kernel.put(entry);
            case Candidates.Step.Remove(var entry) -> kernel.remove(entry);
        }
    }

    public void await() throws InterruptedException {
        thread.join();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        speaker.close();
        kernel.close();
    }
}
