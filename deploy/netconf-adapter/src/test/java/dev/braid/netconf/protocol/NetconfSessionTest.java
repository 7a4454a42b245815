package dev.braid.netconf.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session with a peer that says, whatever it is told, what the test has written down for it. */
class NetconfSessionTest {
    private static final String OK = "<rpc-reply xmlns='%s' message-id='%d'><ok/></rpc-reply>";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PipedOutputStream peer = new PipedOutputStream();
    private final PipedOutputStream told = new PipedOutputStream();
    private final PipedInputStream wire;
    private boolean closed;

    NetconfSessionTest() throws IOException {
        wire = new PipedInputStream(told, 1 << 16);
    }

    @Test
    void bothVersionsSpeakChunks() throws Exception {
        NetconfSession session = open(hello("base:1.0", "base:1.1", "capability:candidate:1.0"), PATIENCE);
        say(Framing.CHUNKS, OK.formatted(Xml.BASE, 1));
        session.command("lock", "<lock/>");

        assertThat(new String(Framing.END_MARK.read(wire, 1 << 16), StandardCharsets.UTF_8))
                .contains("base:1.0", "base:1.1");
        assertThat(new String(Framing.CHUNKS.read(wire, 1 << 16), StandardCharsets.UTF_8))
                .contains("message-id=\"1\"", "<lock/>");
        assertThat(session.announces("urn:ietf:params:netconf:capability:candidate:1.0"))
                .isTrue();
    }

    @Test
    void aServerOfVersion10IsSpokenToWithEndMarks() throws Exception {
        NetconfSession session = open(hello("base:1.0"), PATIENCE);
        say(Framing.END_MARK, OK.formatted(Xml.BASE, 1));
        session.command("lock", "<lock/>");

        Framing.END_MARK.read(wire, 1 << 16);
        assertThat(new String(Framing.END_MARK.read(wire, 1 << 16), StandardCharsets.UTF_8))
                .contains("<lock/>");
    }

    @Test
    void aRefusalSaysWhyAndTheSessionGoesOn() throws Exception {
        NetconfSession session = opened();
        say(Framing.CHUNKS, """
                <rpc-reply xmlns='%s' message-id='1'><rpc-error><error-type>protocol</error-type>\
                <error-tag>lock-denied</error-tag><error-severity>error</error-severity>\
                <error-message>session 7 has it</error-message></rpc-error></rpc-reply>""".formatted(Xml.BASE));

        assertThatThrownBy(() -> session.command("lock", "<lock/>"))
                .isInstanceOfSatisfying(
                        RpcRefused.class, it -> assertThat(it.tag()).isEqualTo("lock-denied"))
                .hasMessageContaining("session 7 has it");
        say(Framing.CHUNKS, OK.formatted(Xml.BASE, 2));
        session.command("lock", "<lock/>");
    }

    @Test
    void aWarningIsNoRefusal() throws Exception {
        NetconfSession session = opened();
        say(Framing.CHUNKS, """
                <rpc-reply xmlns='%s' message-id='1'><rpc-error><error-severity>warning</error-severity></rpc-error>\
                <ok/></rpc-reply>""".formatted(Xml.BASE));

        session.command("commit", "<commit/>");
        assertThat(session.isOpen()).isTrue();
    }

    /** Else the late answer would be taken for that of the next call. */
    @Test
    void afterSilenceTheSessionIsOver() throws Exception {
        NetconfSession session = open(hello("base:1.1"), Duration.ofMillis(50));

        assertThatThrownBy(() -> session.command("commit", "<commit/>"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("commit was not answered within 50 ms");
        assertThat(closed).isTrue();
        assertThatThrownBy(() -> session.command("commit", "<commit/>")).hasMessageContaining("over");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<rpc-reply xmlns='urn:ietf:params:xml:ns:netconf:base:1.0' message-id='2'><ok/></rpc-reply>",
                "<rpc-reply xmlns='urn:ietf:params:xml:ns:netconf:base:1.0'><ok/></rpc-reply>",
                "<rpc-reply xmlns='urn:ietf:params:xml:ns:netconf:base:1.0' message-id='1'/>",
                "<rpc-reply xmlns='urn:ietf:params:xml:ns:netconf:base:1.0' message-id='1'><ok xmlns=''/></rpc-reply>",
                "<rpc-reply message-id='1'><ok/></rpc-reply>",
                "<notification xmlns='urn:ietf:params:xml:ns:netconf:notification:1.0'/>",
                "<rpc-reply",
            })
    void whatIsNoAnswerEndsTheSession(String answer) throws Exception {
        NetconfSession session = opened();
        say(Framing.CHUNKS, answer);

        assertThatThrownBy(() -> session.command("commit", "<commit/>")).isInstanceOf(ProtocolBroken.class);
        assertThat(session.isOpen()).isFalse();
        assertThat(closed).isTrue();
    }

    @Test
    void anAnswerThatIsTooLargeEndsTheSession() throws Exception {
        NetconfSession session = opened();
        peer.write("\n#999999\n".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> session.command("get", "<get/>")).hasMessageContaining("at most 4096 bytes");
        assertThat(closed).isTrue();
    }

    @Test
    @Timeout(20)
    void whatEndedTheSessionBeforeTheCallIsTold() throws Exception {
        NetconfSession session = opened();
        peer.write("\n#999999\n".getBytes(StandardCharsets.US_ASCII));
        while (session.isOpen()) {
            Thread.onSpinWait();
        }

        assertThatThrownBy(() -> session.command("get", "<get/>")).hasMessageContaining("at most 4096 bytes");
        assertThat(closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<hello/>", "<rpc-reply xmlns='urn:ietf:params:xml:ns:netconf:base:1.0'/>", "SSH?"})
    void whoDoesNotGreetIsNotSpokenTo(String hello) {
        assertThatThrownBy(() -> open(hello, PATIENCE)).isInstanceOf(ProtocolBroken.class);
        assertThat(closed).isTrue();
    }

    @Test
    void aPeerOfAnotherVersionIsNotSpokenTo() {
        assertThatThrownBy(() -> open(hello("base:2.0"), PATIENCE)).hasMessageContaining("neither NETCONF 1.0 nor 1.1");
        assertThat(closed).isTrue();
    }

    private NetconfSession opened() throws IOException {
        return open(hello("base:1.1"), PATIENCE);
    }

    private NetconfSession open(String hello, Duration patience) throws IOException {
        PipedInputStream in = new PipedInputStream(peer, 1 << 16);
        say(Framing.END_MARK, hello);
        return NetconfSession.open(in, told, () -> closed = true, new NetconfSession.Bounds(patience, 4096));
    }

    private void say(Framing framing, String message) throws IOException {
        framing.write(peer, message.getBytes(StandardCharsets.UTF_8));
    }

    private static String hello(String... capabilities) {
        StringBuilder list = new StringBuilder();
        for (String capability : capabilities) {
            list.append("<capability>urn:ietf:params:netconf:%s</capability>".formatted(capability));
        }
        return "<hello xmlns='%s'><capabilities>%s</capabilities></hello>".formatted(Xml.BASE, list);
    }
}
