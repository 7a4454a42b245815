package dev.braid.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final Supervisor supervisor = new Supervisor(reports::add, () -> {});

    @AfterEach
    void stop() {
        supervisor.close();
    }

    @Test
    void aProcessThatIsKilledIsReportedAndStartedAgain() throws Exception {
        supervisor.start(sleeper("sleeper"));
        Supervisor.Running first = supervisor.running().getFirst();

        supervisor.kill("sleeper");

        awaitRestart(1);
        Supervisor.Running second = supervisor.running().getFirst();
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(ProcessHandle.of(second.pid())).isPresent();
        assertThat(reports).singleElement().asString().contains("sleeper died (exit code 137)");
    }

    @Test
    void deathsInARowAreWaitedForLongerAndLonger() throws Exception {
        supervisor.start(program("dying", "exit 3"));

        awaitRestart(2);
        assertThat(reports.get(0)).contains("exit code 3", "in 500 ms");
        assertThat(reports.get(1)).contains("in 1000 ms");
    }

    @Test
    void whatIsStoppedStaysStopped() throws Exception {
        supervisor.start(sleeper("one"));
        supervisor.start(sleeper("two"));
        long one = supervisor.running().getFirst().pid();

        supervisor.stop(List.of("one"));

        TimeUnit.MILLISECONDS.sleep(800);
        assertThat(ProcessHandle.of(one).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(supervisor.running()).extracting(Supervisor.Running::name).containsExactly("two");
        assertThat(reports).isEmpty();
    }

    @Test
    void whatCrashesForGoodStaysAwayUntilItIsStartedAgain() throws Exception {
        supervisor.start(sleeper("one"));
        long one = supervisor.running().getFirst().pid();

        supervisor.crash("one");

        assertThat(ProcessHandle.of(one).filter(ProcessHandle::isAlive)).isEmpty();
        TimeUnit.MILLISECONDS.sleep(800);
        assertThat(supervisor.running()).isEmpty();
        assertThat(reports).isEmpty();
        supervisor.start(sleeper("one"));
        assertThat(supervisor.running())
                .extracting(Supervisor.Running::restarts)
                .containsExactly(0);
    }

    private void awaitRestart(int count) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (supervisor.running().getFirst().restarts() >= count) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("Not started again: " + reports);
    }

    private static Program sleeper(String name) {
        return program(name, "exec sleep 60");
    }

    private static Program program(String name, String script) {
        return new Program() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Started start() throws IOException {
                return Started.of(new ProcessBuilder("/bin/sh", "-c", script).start());
            }
        };
    }
}
