package dev.braid.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SlaCommandTest {
    @Test
    void whatCannotBeAskedIsToldInOneLine() {
        assertThat(refusal(1, "sla", "web"))
                .isEqualTo("braid: 'web' is no key of an intent: they are TENANT.INTENT, such as acme.web-to-db.");
        assertThat(refusal(1, "sla", "acme.web", "--month", "2026-13"))
                .isEqualTo("braid: --month 2026-13 must be a year and a month, such as 2026-11.");
        assertThat(refusal(1, "sla", "acme.web", "--month=November")).contains("--month November must be");
        assertThat(refusal(2, "sla")).startsWith("Missing required parameter: 'INTENT'");
    }

    private static String refusal(int code, String... arguments) {
        StringWriter errors = new StringWriter();
        assertThat(Braid.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments))
                .isEqualTo(code);
        return errors.toString().strip();
    }
}
