package dev.braid.pcep.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathNameTest {
    @Test
    void aNameIsTheReferenceUnlessItsLengthKillsRouters() {
        for (int length = 1; length <= 63; length++) {
            String reference = "x".repeat(length);
            boolean deadly = length == 24 || length == 40 || length == 56;
            assertThat(PathName.of(reference)).isEqualTo(deadly ? reference + "~" : reference);
        }
        assertThat(PathName.of("é".repeat(12)))
                .as("octets count, not characters")
                .endsWith("~");
    }

    @Test
    void noOrderGetsANameThatIsTooLongOrThatMarksMakeDeadly() {
        for (int length = 0; length <= 80; length++) {
            for (int marks = 0; marks <= 20; marks++) {
                String reference = "x".repeat(length) + "~".repeat(marks);
                int octets = PathName.of(reference).length();
                boolean fits = octets <= 63 && octets != 24 && octets != 40 && octets != 56;
                assertThat(PathName.unfit(reference, 63).isEmpty())
                        .as(reference)
                        .isEqualTo(fits);
            }
        }
        assertThat(PathName.unfit("x".repeat(64), 63))
                .hasValueSatisfying(it -> assertThat(it).contains("64 octets", "63 at most"));
    }

    @Test
    void noTwoReferencesHaveTheSameNameAndEachIsReadBack() {
        Map<String, String> references = new HashMap<>();
        for (int length = 0; length <= 60; length++) {
            for (int marks = 0; marks <= 4; marks++) {
                String reference = "x".repeat(length) + "~".repeat(marks);
                String name = PathName.of(reference);
                assertThat(references.put(name, reference)).as(name).isNull();
                assertThat(PathName.reference(name)).isEqualTo(reference);
                assertThat(name.length()).as(name).isNotIn(24, 40, 56);
            }
        }
    }
}
