package dev.braid.netconf.protocol;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** The server answered with {@code rpc-error}: the call was not carried out (RFC 6241, section 4.3). */
public final class RpcRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String tag;

    private RpcRefused(String tag, String message) {
        super(message);
        this.tag = tag;
    }

    /** What the server said, verbatim. */
    static RpcRefused of(String operation, Element reply) {
        String tag = "";
        StringBuilder words = new StringBuilder();
        for (Element error : Xml.children(reply, Xml.BASE, "rpc-error")) {
            tag = tag.isEmpty() ? Xml.text(error, Xml.BASE, "error-tag").orElse("") : tag;
            words.append(words.isEmpty() ? "" : "; ");
            words.append(Stream.of("error-tag", "error-path", "error-message")
                    .flatMap(name -> Xml.text(error, Xml.BASE, name).stream())
                    .collect(Collectors.joining(": ")));
        }
        return new RpcRefused(tag, "%s was refused: %s".formatted(operation, words));
    }

    /** The same, and who refused. */
    public RpcRefused by(String server) {
        return new RpcRefused(tag, "%s: %s".formatted(server, getMessage()));
    }

    /** Why, in the words of RFC 6241, appendix A. */
    public String tag() {
        return tag;
    }
}
