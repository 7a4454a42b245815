package dev.braid.simulator.faults;

import dev.braid.simulator.domain.CarrierFault;
import dev.braid.simulator.domain.LinkFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The faults in force. They are not kept: a new start is a healthy one. */
@ApplicationScoped
public class FaultBoard {

    private final Map<String, LinkFault> links = new ConcurrentHashMap<>();
    private final Map<String, CarrierFault> carriers = new ConcurrentHashMap<>();

    /** What is wrong with a link. */
    public LinkFault ofLink(String linkId) {
        return links.getOrDefault(linkId, LinkFault.NONE);
    }

    /** What is wrong with a carrier's order API. */
    public CarrierFault ofCarrier(String providerId) {
        return carriers.getOrDefault(providerId, CarrierFault.NONE);
    }

    /** All links with a fault. */
    public SortedMap<String, LinkFault> links() {
        return new TreeMap<>(links);
    }

    /** All carriers with a fault. */
    public SortedMap<String, CarrierFault> carriers() {
        return new TreeMap<>(carriers);
    }

    /** Sets what is wrong with a link from now on. */
    public void setLink(String linkId, LinkFault fault) {
        set(links, linkId, fault, LinkFault.NONE);
    }

    /** Sets what is wrong with a carrier from now on. */
    public void setCarrier(String providerId, CarrierFault fault) {
        set(carriers, providerId, fault, CarrierFault.NONE);
    }

    /** Takes one of the rejections that are to come, if there is one. */
    public boolean takeRejection(String providerId) {
        boolean[] taken = {false};
        carriers.computeIfPresent(providerId, (_, fault) -> {
            taken[0] = fault.rejectNext() > 0;
            CarrierFault left = fault.rejectedOne();
            return left.equals(CarrierFault.NONE) ? null : left;
        });
        return taken[0];
    }

    /** All is well again. */
    public void clear() {
        links.clear();
        carriers.clear();
    }

    private static <T> void set(Map<String, T> faults, String id, T fault, T none) {
        if (fault.equals(none)) {
            faults.remove(id);
        } else {
            faults.put(id, fault);
        }
    }
}
