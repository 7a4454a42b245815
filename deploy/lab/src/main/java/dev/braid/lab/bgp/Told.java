package dev.braid.lab.bgp;

import dev.braid.lab.kernel.CommandFailed;
import dev.braid.lab.kernel.CommandRefused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a speaker shall tell of policies. It is told again when it has lost that, as one that was started again has. */
final class Told implements AutoCloseable {
    private static final long KEEP_MILLIS = 1000;

    private final Speaker speaker;
    private final Map<SrPolicy.Id, SrPolicy> told = new HashMap<>();
    private final Thread keeper =
            Thread.ofPlatform().daemon().name("told by BGP").unstarted(this::keep);

    Told(Speaker speaker) {
        this.speaker = speaker;
    }

    /** Takes these for told, in the attempts that the speaker has them in, and keeps them so. */
    synchronized void resume(List<SrPolicy> policies) {
        Map<SrPolicy.Id, SrPolicy> before = there();
        for (SrPolicy policy : policies) {
            int attempt = before.getOrDefault(policy.id(), policy).attempt();
            told.put(policy.id(), policy.attempt(attempt));
        }
        if (keeper.getState() == Thread.State.NEW) {
            keeper.start();
        }
    }

    synchronized List<SrPolicy> all() {
        return List.copyOf(told.values());
    }

    /** Whether any was not told yet as it is. Throws CommandFailed. */
    synchronized boolean tell(List<SrPolicy> policies) {
        boolean changed = false;
        for (SrPolicy policy : policies) {
            Optional<SrPolicy> before = Optional.ofNullable(told.get(policy.id()));
            if (before.filter(policy::says).isEmpty()) {
                changed = true;
                say(policy.attempt(before.map(SrPolicy::attempt).orElse(0)));
            }
        }
        return changed;
    }

    /** The same; what was not answered may have been taken, and the speaker itself says so. Throws CommandFailed. */
    void tellAndLook(SrPolicy policy) {
        try {
            tell(List.of(policy));
        } catch (CommandFailed e) {
            SrPolicy there = there().get(policy.id());
            if (there == null || !there.says(policy)) {
                throw e;
            }
        }
    }

    /** To who has not done it. Throws CommandFailed. */
    synchronized void again(List<SrPolicy> policies) {
        for (SrPolicy policy : policies) {
            say(policy.attempt(told.get(policy.id()).attempt() + 1));
        }
    }

    /** What is told of these now, for who may have to take back what comes next. */
    synchronized Map<SrPolicy.Id, Optional<SrPolicy>> before(Collection<SrPolicy> policies) {
        Map<SrPolicy.Id, Optional<SrPolicy>> before = new HashMap<>();
        policies.forEach(policy -> before.put(policy.id(), Optional.ofNullable(told.get(policy.id()))));
        return before;
    }

    /** At once, or as soon as the speaker answers. */
    synchronized void takeBack(Map<SrPolicy.Id, Optional<SrPolicy>> before) {
        before.forEach((id, policy) -> {
            SrPolicy now = told.get(id);
            if (now == null || policy.filter(now::says).isPresent()) {
                return;
            }
            try {
                say(policy.map(it -> it.attempt(now.attempt())).orElse(now.invalid()));
            } catch (CommandFailed e) {
                // From now on it is what shall be told, and it will be.
            }
        });
    }

    /** The speaker may tell it when it does not say so. */
    private void say(SrPolicy policy) {
        told.put(policy.id(), policy);
        speaker.add(policy);
    }

    private Map<SrPolicy.Id, SrPolicy> there() {
        try {
            return speaker.policies();
        } catch (CommandFailed e) {
            return Map.of();
        }
    }

    private void keep() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                // Commands do not wait for a speaker that is slow to say what it has.
                tellWhatIsMissing(speaker.policies());
            } catch (CommandFailed e) {
                // It does not run, or not yet again.
            }
            try {
                Thread.sleep(KEEP_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void tellWhatIsMissing(Map<SrPolicy.Id, SrPolicy> there) {
        for (SrPolicy policy : new ArrayList<>(told.values())) {
            if (!policy.equals(there.get(policy.id()))) {
                tellAgain(policy);
            }
        }
    }

    /** One that is refused keeps none of the others from being told. */
    private void tellAgain(SrPolicy policy) {
        try {
            speaker.add(policy);
        } catch (CommandRefused e) {
            System.err.println(e.getMessage());
        }
    }

    @Override
    public void close() {
        keeper.interrupt();
        speaker.close();
    }
}
