package dev.braid.netconf.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {
    @Test
    void aFileOfThisMachineIsNeverReadIntoAMessage(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String message = "<!DOCTYPE x [<!ENTITY e SYSTEM \"%s\">]><x>&e;</x>".formatted(secret.toUri());

        assertThatThrownBy(() -> parse(message))
                .isInstanceOf(ProtocolBroken.class)
                .hasMessageContaining("DOCTYPE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x><x/>",
                "<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>",
                "<x>&undeclared;</x>",
                "<x>",
                "<x/><y/>",
                "",
                "no xml at all",
                "<x a='1' a='2'/>",
                "<p:x/>",
                "<x>\u0001</x>",
            })
    void whatIsNoPlainXmlIsBroken(String message) {
        assertThatThrownBy(() -> parse(message)).isInstanceOf(ProtocolBroken.class);
    }

    @Test
    void aMessageIsOnlySoDeep() throws IOException {
        assertThat(parse("<x>".repeat(64) + "</x>".repeat(64))).isNotNull();
        assertThatThrownBy(() -> parse("<x>".repeat(65) + "</x>".repeat(65))).isInstanceOf(ProtocolBroken.class);
    }

    @Test
    void textComesBackAsItWas() throws IOException {
        String text = "a<b>&\"'\r\n\t]]>\u00e9\uD83D\uDE00";
        assertThat(Xml.canHold(text)).isTrue();
        assertThat(parse("<x>%s</x>".formatted(Xml.escape(text))).getTextContent())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001f", "\ufffe", "\uffff", "\ud800", "a\udc00b"})
    void whatCannotStandInXmlIsKnown(String text) {
        assertThat(Xml.canHold(text)).isFalse();
    }

    private static org.w3c.dom.Element parse(String message) throws IOException {
        return Xml.parse(message.getBytes(StandardCharsets.UTF_8));
    }
}
