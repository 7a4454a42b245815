package dev.braid.path.planning;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Stands between a loop and its real producer, and goes wrong right before a commit reaches the broker. */
final class ProducerFaults {
    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch frozen = new CountDownLatch(1);
    private final CountDownLatch thaw = new CountDownLatch(1);
    private volatile boolean freeze;

    /** The next so many commits fail before they are asked for. */
    void failCommits(int count) {
        failures.set(count);
    }

    /** The next commit hangs, as if the process had been stopped or killed, until it is thawed. */
    void freezeNextCommit() {
        freeze = true;
    }

    void awaitFrozen() throws InterruptedException {
        frozen.await();
    }

    void thaw() {
        thaw.countDown();
    }

    @SuppressWarnings("unchecked")
    Producer<String, byte[]> wire(Producer<String, byte[]> real) {
        return (Producer<String, byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (_, method, arguments) -> {
                    if (method.getName().equals("commitTransaction")) {
                        beforeCommit(real);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void beforeCommit(Producer<String, byte[]> real) throws InterruptedException {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new KafkaException("A fault that the test asked for");
        }
        if (freeze) {
            freeze = false;
            // What was sent is on the broker, and nothing says that it counts.
            real.flush();
            frozen.countDown();
            thaw.await();
        }
    }
}
