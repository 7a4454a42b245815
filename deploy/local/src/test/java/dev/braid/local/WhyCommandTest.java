package dev.braid.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class WhyCommandTest {
    @Test
    void whatCannotBeAskedIsToldInOneLine() {
        assertThat(refusal(1, "why", "acme.web.1", "--last", "0")).isEqualTo("braid: --last 0 must be from 1 to 200.");
        assertThat(refusal(1, "why", "acme.web.1", "--last=201")).isEqualTo("braid: --last 201 must be from 1 to 200.");
        assertThat(refusal(2, "why")).startsWith("Missing required parameter: 'CONNECTION'");
    }

    private static String refusal(int code, String... arguments) {
        StringWriter errors = new StringWriter();
        assertThat(Braid.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments))
                .isEqualTo(code);
        return errors.toString().strip();
    }
}
