package dev.braid.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class HistoryCommandTest {
    @Test
    void whatCannotBeAskedIsToldInOneLine() {
        assertThat(refusal(1, "history", "acme.web.1", "--last", "0h"))
                .isEqualTo("braid: --last 0h must be a time such as 90s, 15m, 6h or 30d.");
        assertThat(refusal(1, "history", "acme.web.1", "--last", "2w"))
                .isEqualTo("braid: --last 2w must be a time such as 90s, 15m, 6h or 30d.");
        assertThat(refusal(2, "history")).startsWith("Missing required parameter: 'ID'");
        assertThat(refusal(1, "matrix", "lon")).isEqualTo("braid: 1 metros must be from 2 to 20.");
        assertThat(refusal(1, "matrix", "lon", "lon")).isEqualTo("braid: 1 metros must be from 2 to 20.");
        assertThat(refusal(2, "matrix")).startsWith("Missing required parameter: 'METRO'");
    }

    private static String refusal(int code, String... arguments) {
        StringWriter errors = new StringWriter();
        assertThat(Braid.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments))
                .isEqualTo(code);
        return errors.toString().strip();
    }
}
