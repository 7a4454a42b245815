package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.LabFile;
import dev.braid.lab.plan.LabFileInvalid;
import dev.braid.lab.plan.LabPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabFileTest {
    private static final Path FILE = Path.of("lab.json");

    @Test
    void theLabOfTheRepositoryIsRead() {
        LabPlan plan = LabFile.read(FILE);
        assertThat(plan.nodes()).containsExactly("a1", "a2", "a3", "b1", "b2", "c1", "c2", "c3");
        assertThat(plan.findPort("port-de1").map(CustomerPort::node)).contains("a1");
        assertThat(plan.findFibre("c2-a2")).isEqualTo(plan.findFibre("a2-c2")).isPresent();
        assertThat(plan.fibres().stream().filter(plan::betweenCarriers)).hasSize(5);
    }

    @Test
    void twoCustomersOfTheLabHaveTheSameAddresses() {
        LabPlan plan = LabFile.read(FILE);
        assertThat(plan.findPort("port-ce1").map(CustomerPort::lan))
                .isEqualTo(plan.findPort("port-de1").map(CustomerPort::lan));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "delay_us": 2000, | "delay_us": -1, | links[0].delay_us = -1, but must be a whole number from 0 to 1000000.
                    "delay_us": 2000, | "delay_us": 1.5, | links[0].delay_us = 1.5, but must be a whole number from 0 to 1000000.
                    "delay_us": 2000, | "delai": 1, | links[0].delai is not known; there are a, z, delay_us, capacity_bps, owner.
                    "a": "a1", "z": "a2" | "a": "a1", "z": "a1" | links[0].z = a1, but must be another node than a.
                    "a": "a1", "z": "a2" | "a": "a1", "z": "a9" | links[0].z = a9, but must be a node of one of the carriers.
                    "a": "a1", "z": "a2" | "a": "a3", "z": "a1" | links[1]: link a1-a3 stands there twice.
                    , "owner": "alpha" | , "owner": "delta" | links[3].owner = delta, but must be alpha or gamma.
                    , "owner": "alpha" | `` | links[3].owner = (nothing), but must be alpha or gamma.
                    "nodes": ["b1", "b2"] | "nodes": ["b1", "B2"] | carriers[1].nodes[1] = "B2", but must be a letter a to f and a hexadecimal digit.
                    "nodes": ["b1", "b2"] | "nodes": ["b1", "a2"] | carriers[1]: node a2 stands there twice.
                    "nodes": ["b1", "b2"] | "nodes": [] | carriers[1].nodes = 0 items, but must be a list of 1 to 64 items.
                    "agent_port": 9311 | "agent_port": 80 | carriers[0].agent_port = 80, but must be a whole number from 1024 to 65535.
                    "lan": "10.1.0.1/24" | "lan": "10.1.0.256/24" | customers[0].lan = 10.1.0.256/24, but must be octets from 0 to 255.
                    "lan": "10.1.0.1/24" | "lan": "10.1.0.1/31" | customers[0].lan = 10.1.0.1/31, but must be a length from 8 to 30.
                    "name": "ce2" | "name": "ce1" | customers[1]: customer ce1 stands there twice.
                    "name": "ce2" | "name": "c2" | customers[1].name = c2, but must be not the name of a node.
                    "links": [ | "links": 7, "more": [ | more is not known; there are carriers, customers, links.
                    """)
    void aLabFileThatIsWrongIsRefusedWithFieldValueAndBound(String right, String wrong, String message)
            throws Exception {
        String text = Files.readString(FILE);
        assertThat(text).contains(right);
        String changed = text.replaceFirst(java.util.regex.Pattern.quote(right), wrong);
        assertThatThrownBy(() -> LabFile.parse(changed))
                .isInstanceOf(LabFileInvalid.class)
                .hasMessage(message);
    }

    @Test
    void eitherNeighbourMayOwnTheFibreBetweenThem() throws Exception {
        String text = Files.readString(FILE).replaceFirst(", \"owner\": \"alpha\"", ", \"owner\": \"gamma\"");
        assertThat(LabFile.parse(text).findFibre("a2-c2").orElseThrow().owner()).isEqualTo("gamma");
    }

    @Test
    void aFileThatIsNoJsonIsRefusedWithTheLine() {
        assertThatThrownBy(() -> LabFile.parse("{\n\"carriers\": [,]}"))
                .isInstanceOf(LabFileInvalid.class)
                .hasMessageStartingWith("The lab file is not JSON: line 2");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> LabFile.read(Path.of("no-such.json")))
                .isInstanceOf(LabFileInvalid.class)
                .hasMessageContaining("no-such.json");
    }
}
