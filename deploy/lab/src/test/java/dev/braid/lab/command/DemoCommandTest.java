package dev.braid.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --switches 0               | --switches = 0, but must be from 1 to 1000.
            --switches -1              | --switches = -1, but must be from 1 to 1000.
            --switches 1001            | --switches = 1001, but must be from 1 to 1000.
            --switches many            | Invalid value for option '--switches': 'many' is not an int
            --switches                 | Missing required parameter for option '--switches' (N)
            --outage 3601              | --outage = 3601, but must be from 0 to 3600.
            --kills 0                  | --kills = 0, but must be from 1 to 1000.
            --kills 1001               | --kills = 1001, but must be from 1 to 1000.
            --switches 100 --outage 60 | --outage and --switches exclude each other.
            --switches 100 --kills 10  | --switches and --kills exclude each other.
            """)
    void whatMeansNothingIsRefusedWithItsNameItsValueAndItsBounds(String options, String words) {
        StringWriter said = new StringWriter();
        int code = new CommandLine(new DemoCommand())
                .setErr(new PrintWriter(said, true))
                .execute(options.split(" "));
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString().lines().findFirst()).contains(words);
    }
}
