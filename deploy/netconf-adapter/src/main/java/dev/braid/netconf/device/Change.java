package dev.braid.netconf.device;

import dev.braid.netconf.l3nm.L3nmXml;
import dev.braid.netconf.l3nm.ServiceEdit;
import dev.braid.netconf.l3nm.VpnService;
import java.io.IOException;
import java.util.Optional;
import org.w3c.dom.Element;

/** What one device shall hold of a service afterwards; nothing where the service shall be gone. */
public record Change(Device device, String vpnId, Optional<VpnService> wanted) {

    /** What brings the device there, from what it has; empty where it is there. */
    Optional<String> edit(Optional<Element> before) throws IOException {
        if (holds(before)) {
            return Optional.empty();
        }
        return Optional.of(wanted.isPresent() ? ServiceEdit.write(wanted.get(), before) : ServiceEdit.delete(vpnId));
    }

    boolean holds(Optional<Element> found) throws IOException {
        if (wanted.isEmpty() || found.isEmpty()) {
            return wanted.isEmpty() && found.isEmpty();
        }
        return L3nmXml.read(found.get()).covers(wanted.get());
    }
}
