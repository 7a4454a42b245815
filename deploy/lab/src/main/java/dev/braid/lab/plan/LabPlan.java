package dev.braid.lab.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a lab consists of; every name in it is known and every value is within its bounds. */
public record LabPlan(List<Carrier> carriers, List<CustomerPort> ports, List<Fibre> fibres) {
    public LabPlan {
        carriers = List.copyOf(carriers);
        ports = List.copyOf(ports);
        fibres = List.copyOf(fibres);
    }

    /** All routers. */
    public List<String> nodes() {
        return carriers.stream().flatMap(carrier -> carrier.nodes().stream()).toList();
    }

    public Optional<Carrier> findCarrier(String id) {
        return carriers.stream().filter(carrier -> carrier.id().equals(id)).findFirst();
    }

    public Carrier carrierOf(String node) {
        return carriers.stream()
                .filter(carrier -> carrier.nodes().contains(node))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No carrier has a node %s.".formatted(node)));
    }

    public boolean betweenCarriers(Fibre fibre) {
        return !carrierOf(fibre.a()).equals(carrierOf(fibre.z()));
    }

    /** A fibre by the name of either of its directions. */
    public Optional<Fibre> findFibre(String linkId) {
        return fibres.stream()
                .filter(fibre -> linkId.equals(fibre.id()) || linkId.equals(fibre.z() + "-" + fibre.a()))
                .findFirst();
    }

    /** The same for a number that stays within ten bits. */
    public int numberOf(Fibre fibre) {
        return fibres.indexOf(fibre);
    }

    public List<Fibre> fibresOf(String node) {
        return fibres.stream().filter(fibre -> fibre.joins(node)).toList();
    }

    public Optional<CustomerPort> findPort(String portId) {
        return ports.stream().filter(port -> port.portId().equals(portId)).findFirst();
    }

    public List<CustomerPort> portsOf(String node) {
        return ports.stream().filter(port -> port.node().equals(node)).toList();
    }

    /** What a person may call a link: a fibre, or the wire to a customer by either of its ends. */
    public Optional<String> findLinkName(String word) {
        return Stream.concat(
                        findFibre(word).map(Fibre::id).stream(),
                        ports.stream()
                                .filter(port -> word.equals(port.name())
                                        || word.equals(port.portId())
                                        || word.equals(wire(port)))
                                .map(LabPlan::wire))
                .findFirst();
    }

    /** The name of the wire between a port and its customer. */
    public static String wire(CustomerPort port) {
        return port.name() + "-" + port.node();
    }
}
