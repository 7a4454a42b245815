package dev.braid.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.local.Terminal;
import dev.braid.local.check.InvariantCheck;
import dev.braid.local.client.BraidClient;
import dev.braid.local.client.Carriers;
import dev.braid.local.command.RunningSystem;
import dev.braid.local.installation.Installation;
import dev.braid.local.process.Launcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** All the real processes on this machine, and the clients to talk to them. */
final class TestSystem implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(120);

    final Installation installation;
    final Launcher launcher;
    final BraidClient client;
    final Carriers carriers;

    TestSystem(Path home) throws Exception {
        this(TestInstallation.in(home));
    }

    TestSystem(Installation installation) {
        this.installation = installation;
        launcher = RunningSystem.start(installation, Terminal.standard());
        client = new BraidClient(installation);
        carriers = new Carriers(installation);
    }

    /** What must always hold does, seen from outside, as soon as all that is under way has come to rest. */
    void everythingHolds() {
        assertThat(new InvariantCheck(installation, client, carriers).await(PATIENCE))
                .isEmpty();
    }

    @Override
    public void close() {
        client.close();
        carriers.close();
        List<ProcessHandle> processes = launcher.running().stream()
                .flatMap(running -> ProcessHandle.of(running.pid()).stream())
                .toList();
        launcher.close();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }
}
