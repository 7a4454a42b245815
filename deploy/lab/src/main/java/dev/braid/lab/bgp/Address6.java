package dev.braid.lab.bgp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** IPv6 addresses in octets, and in the text that kernels print (RFC 5952). */
final class Address6 {
    private static final int GROUPS = 8;

    private Address6() {}

    static byte[] octets(String text) {
        if (!text.contains(":")) {
            throw new IllegalArgumentException("%s is no IPv6 address.".formatted(text));
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("%s is no IPv6 address.".formatted(text), e);
        }
    }

    static String text(byte[] octets) {
        if (octets.length != 2 * GROUPS) {
            throw new IllegalArgumentException("An IPv6 address has 16 octets, not %d.".formatted(octets.length));
        }
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            groups.add(Integer.toHexString((octets[2 * i] & 255) << 8 | octets[2 * i + 1] & 255));
        }
        int longest = 0;
        int start = 0;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups.get(end).equals("0")) {
                end++;
            }
            if (end - i > longest) {
                longest = end - i;
                start = i;
            }
        }
        return longest < 2
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, start))
                        + "::"
                        + String.join(":", groups.subList(start + longest, GROUPS));
    }
}
