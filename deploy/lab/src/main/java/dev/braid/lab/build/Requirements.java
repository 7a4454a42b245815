package dev.braid.lab.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a machine must have before a lab can be built on it. */
public final class Requirements {
    private static final List<String> PROGRAMS = List.of("ip", "nft", "cc");

    private Requirements() {}

    /** What is missing, in one line; empty when nothing is. */
    public static Optional<String> missing() {
        try {
            if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
                return Optional.of("The lab needs root: it makes network namespaces and devices.");
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.of("The lab needs root on Linux.");
        }
        if (!Files.exists(Path.of("/proc/sys/net/ipv6/conf/all/seg6_enabled"))) {
            return Optional.of("The lab needs a kernel with SRv6 (CONFIG_IPV6_SEG6_LWTUNNEL).");
        }
        if (!Files.exists(Path.of("/dev/net/tun"))) {
            return Optional.of("The lab needs /dev/net/tun.");
        }
        return PROGRAMS.stream()
                .filter(program -> find(program).isEmpty())
                .findFirst()
                .map(program ->
                        "The lab needs the program %s (Debian: apt-get install iproute2 nftables gcc libc6-dev)."
                                .formatted(program));
    }

    /** The same for carriers whose routes go by BGP. */
    public static Optional<String> missingForBgp() {
        return missing()
                .or(() -> find("gobgpd").isPresent()
                        ? Optional.empty()
                        : Optional.of("BGP needs the program gobgpd (Debian: apt-get install gobgpd)."));
    }

    private static Optional<Path> find(String program) {
        return List.of((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":")).stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
