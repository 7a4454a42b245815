package dev.braid.netconf.order;

import dev.braid.netconf.device.Device;
import dev.braid.netconf.device.Device.Found;
import dev.braid.netconf.l3nm.VpnService;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Reads what the devices of a carrier hold, all at the same time. */
public final class Books {
    private final List<Device> devices;
    private final Blueprints blueprints;

    public Books(List<Device> devices, Blueprints blueprints) {
        this.devices = List.copyOf(devices);
        this.blueprints = blueprints;
    }

    /** The order of that name, if any device holds a part of it; devices that have no part in it need not answer. */
    public Optional<HeldOrder> find(String reference) throws IOException {
        Map<String, Future<Optional<Found>>> answers = ask(it -> it.find(reference));
        Map<String, Found> parts = new HashMap<>();
        Set<String> silent = new HashSet<>();
        IOException failure = null;
        for (Map.Entry<String, Future<Optional<Found>>> each : answers.entrySet()) {
            try {
                answer(each.getValue())
                        .filter(it -> blueprints.ours(it.service()))
                        .ifPresent(it -> parts.put(each.getKey(), it));
            } catch (IOException e) {
                silent.add(each.getKey());
                failure = e;
            }
        }
        if (parts.isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            return Optional.empty();
        }
        HeldOrder order = blueprints.recognise(reference, parts);
        if (order.damaged().stream().anyMatch(silent::contains)) {
            throw failure;
        }
        return Optional.of(order);
    }

    /** By device, our other orders that leave it where this one does, whoever of them has the exit. */
    public Map<String, List<VpnService>> beside(HeldOrder order) throws IOException {
        Map<String, List<VpnService>> beside = new TreeMap<>();
        for (Device device : devices) {
            Found part = order.parts().get(device.id());
            if (part != null) {
                List<VpnService> sharing = device.list().stream()
                        .map(Found::service)
                        .filter(blueprints::ours)
                        .filter(it -> !it.vpnId().equals(order.reference()) && shares(it, part.service()))
                        .toList();
                if (!sharing.isEmpty()) {
                    beside.put(device.id(), sharing);
                }
            }
        }
        return beside;
    }

    private static boolean shares(VpnService one, VpnService other) {
        return one.nodes().stream()
                .anyMatch(node -> node.accesses().stream()
                        .anyMatch(it -> other.accessAt(node.id(), it).isPresent()));
    }

    /** All that all devices hold, without asking how it operates. */
    public Ledger ledger() throws IOException {
        return all(Device::list);
    }

    /** All our orders. */
    public List<HeldOrder> orders() throws IOException {
        return all(Device::listWithState).orders();
    }

    private Ledger all(Question<List<Found>> question) throws IOException {
        Map<String, List<Found>> services = new TreeMap<>();
        for (Map.Entry<String, Future<List<Found>>> each : ask(question).entrySet()) {
            services.put(each.getKey(), answer(each.getValue()));
        }
        return Ledger.of(services, blueprints);
    }

    private interface Question<T> {
        T ask(Device device) throws IOException;
    }

    private <T> Map<String, Future<T>> ask(Question<T> question) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return devices.stream()
                    .collect(Collectors.toMap(Device::id, it -> threads.submit((Callable<T>) () -> question.ask(it))));
        }
    }

    private static <T> T answer(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted.", e);
        }
    }
}
