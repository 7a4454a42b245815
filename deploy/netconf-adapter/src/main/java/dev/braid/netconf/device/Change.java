package dev.braid.netconf.device;

import dev.braid.netconf.l3nm.L3nmXml;
import dev.braid.netconf.l3nm.ServiceEdit;
import dev.braid.netconf.l3nm.VpnService;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.w3c.dom.Element;

/**
 * What one device shall hold of a service afterwards; nothing where the service shall be gone.
 *
 * @param wanted from what is there when the device is locked; what it gives back it leaves as it is
 */
public record Change(Device device, String vpnId, UnaryOperator<Optional<VpnService>> wanted) {

    /** To that, whatever is there. */
    public Change(Device device, String vpnId, Optional<VpnService> wanted) {
        this(device, vpnId, _ -> wanted);
    }

    /** What brings the device there, from what it has; empty where it is there. */
    Optional<String> edit(Optional<Element> before) throws IOException {
        if (holds(before)) {
            return Optional.empty();
        }
        Optional<VpnService> after = wanted.apply(read(before));
        return Optional.of(after.isPresent() ? ServiceEdit.write(after.get(), before) : ServiceEdit.delete(vpnId));
    }

    boolean holds(Optional<Element> found) throws IOException {
        Optional<VpnService> now = read(found);
        Optional<VpnService> after = wanted.apply(now);
        if (after.isEmpty() || now.isEmpty()) {
            return after.isEmpty() && now.isEmpty();
        }
        return now.get().covers(after.get());
    }

    private static Optional<VpnService> read(Optional<Element> service) throws IOException {
        return service.isPresent() ? Optional.of(L3nmXml.read(service.get())) : Optional.empty();
    }
}
