package dev.braid.local.topology.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeedLabelTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 Gbps | 1e10",
                "10Gbit/s | 1e10",
                "10 Gbits/sec | 1e10",
                "2,5 Gb/s | 2.5e9",
                "1,000 Mbps | 1e9",
                "45 Mbps DS-3 | 4.5e7",
                "622 Mb/s | 6.22e8",
                "1e3 Mbps | 1e9",
                "10G | 1e10",
                "100GbE | 1e11",
                "10 GigE | 1e10",
                "10GBASE-LR | 1e10",
                "1 Tbps | 1e12",
                "64 kbps | 6.4e4",
                "4x10GE | 4e10",
                "2 x 2.5 Gbps | 5e9",
                "Nx10G | 1e10",
                "STM-16 | 2488320000",
                "stm64 | 9953280000",
                "OC-48c | 2488320000",
                "OC3 | 155520000",
                "E3 | 34368000",
                "E-1 | 2048000",
                "T1 | 1544000",
                "2xT3 | 89472000",
                "DS-3 | 44736000",
                "ODU2 | 10037273924",
                "GE | 1e9",
                "Fast Ethernet | 1e8",
                "λ 100 Gbps (lit) | 1e11",
                "-10 Gbps | -1e10"
            })
    void readsWhatPeopleWrite(String label, double bps) {
        assertThat(SpeedLabel.read(label)).contains(new SpeedLabel.Speed(bps, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Fibre",
                "Dark fibre 100 km",
                "Completion 2007-2008",
                "10",
                "120 m",
                "G.652",
                "E9",
                "STM",
                "OC-0",
                "10 Green",
                "0 Gbps",
                "NaN Gbps",
                "1.2.3 Gbps"
            })
    void doesNotReadASpeedWhereNoneStands(String label) {
        assertThat(SpeedLabel.read(label)).isEqualTo(Optional.empty());
    }

    @Test
    void takesTheLeastOfSeveral() {
        assertThat(SpeedLabel.read("2.5 Gbps / 10 Gbps")).contains(new SpeedLabel.Speed(2.5e9, true));
        assertThat(SpeedLabel.read("10-100 Mbps")).contains(new SpeedLabel.Speed(1e7, true));
        assertThat(SpeedLabel.read("STM-16/OC-48")).contains(new SpeedLabel.Speed(2_488_320_000.0, false));
    }
}
