package dev.braid.lab.bgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.braid.lab.bgp.gobgp.ExtendedCommunitiesAttribute;
import dev.braid.lab.bgp.gobgp.Path;
import dev.braid.lab.order.Entry;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.Wanted;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabFile;
import dev.braid.lab.plan.LabPlan;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** That an order says the same by BGP as it does directly. */
class PoliciesTest {
    private static final LabPlan PLAN = LabFile.read(java.nio.file.Path.of("lab.json"));

    @Test
    void whatARouterMakesOfAPolicyThatItReadsIsWhatTheOrderWantsThere() {
        RandomOrders orders = new RandomOrders(PLAN, new Random(1));
        int steered = 0;
        for (int i = 1; i <= 3000; i++) {
            Carrier carrier = PLAN.carriers().get(i % PLAN.carriers().size());
            Legs legs = new Legs(PLAN, carrier);
            OrderRecord order = orders.order(legs, i);
            List<Entry> wanted = Wanted.of(order, legs.resolve(order.linkIds(), order.a(), order.z())).stream()
                    .filter(Entry.Steering.class::isInstance)
                    .toList();
            List<SrPolicy> read = Policies.of(order, legs).stream()
                    .map(policy -> PolicyReader.read(PolicyPath.of(policy, "127.0.0.1")))
                    .toList();
            assertThat(read).isEqualTo(Policies.of(order, legs));
            assertThat(read).extracting(SrPolicy::id).doesNotHaveDuplicates();
            assertThat(read).allMatch(policy -> policy.valid() == order.living());
            if (order.living()) {
                assertThat(read)
                        .extracting(policy -> (Entry) Policies.entry(policy, PLAN))
                        .isEqualTo(wanted);
            } else {
                assertThat(read)
                        .extracting(policy -> Policies.entry(policy, PLAN).key())
                        .isEqualTo(wanted.stream().map(Entry::key).toList());
            }
            steered += read.size();
        }
        assertThat(steered).isGreaterThan(2000);
    }

    @Test
    void ordersOfOneCarrierNeverSpeakForEachOther() {
        RandomOrders orders = new RandomOrders(PLAN, new Random(2));
        Legs legs = new Legs(PLAN, PLAN.carriers().getFirst());
        assertThat(java.util.stream.IntStream.rangeClosed(1, 500)
                        .mapToObj(number -> orders.order(legs, number))
                        .flatMap(order -> Policies.of(order, legs).stream())
                        .map(SrPolicy::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void addressesReadAsKernelsPrintThem() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            byte[] octets = new byte[16];
            for (int group = 0; group < 8; group++) {
                if (random.nextBoolean()) {
                    octets[2 * group + 1] = (byte) random.nextInt();
                    octets[2 * group] = (byte) (random.nextBoolean() ? random.nextInt() : 0);
                }
            }
            String text = Address6.text(octets);
            assertThat(Address6.octets(text)).isEqualTo(octets);
            assertThat(text).doesNotContain(":::").doesNotMatch(".*\\b0[0-9a-f].*");
        }
        assertThat(Address6.text(InetAddress.getByName("fc00:0:a1:a2:0:0:0:0").getAddress()))
                .isEqualTo("fc00:0:a1:a2::");
        assertThat(Address6.text(InetAddress.getByName("2001:db8:0:1:1:1:1:1").getAddress()))
                .isEqualTo("2001:db8:0:1:1:1:1:1");
        assertThat(Address6.text(InetAddress.getByName("2001:0:0:1:0:0:0:1").getAddress()))
                .isEqualTo("2001:0:0:1::1");
    }

    @Test
    void whatIsNoPolicyOfOursIsRefusedWithWords() {
        SrPolicy policy = new SrPolicy(
                new SrPolicy.Id(7, 1, "fc00:0:a2::1"), "a1", new Entrance.Port(1), 3, 0, List.of("fc00:0:a1:a2::"));
        Path whole = PolicyPath.of(policy, "127.0.0.1");
        assertThat(PolicyReader.read(whole)).isEqualTo(policy);
        for (int i = 0; i < whole.getPattrsCount(); i++) {
            Path.Builder less = whole.toBuilder().removePattrs(i);
            // What BGP itself needs says nothing of the policy.
            if (i > 2) {
                assertThatThrownBy(() -> PolicyReader.read(less.build()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageMatching("The policy of colour 7 has 0 times .*, must be 1\\.");
            }
        }
        Path.Builder broken = whole.toBuilder()
                .setPattrs(
                        3,
                        Any.newBuilder()
                                .setTypeUrl(Any.pack(ExtendedCommunitiesAttribute.getDefaultInstance())
                                        .getTypeUrl())
                                .setValue(ByteString.copyFromUtf8("nonsense")));
        assertThatThrownBy(() -> PolicyReader.read(broken.build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The path cannot be read");
        SrPolicy elsewhere = new SrPolicy(policy.id(), "a1", new Entrance.Handoff(3, 7), 3, 0, policy.segments());
        assertThat(PLAN.fibres().get(3).joins("a1")).isFalse();
        assertThatThrownBy(() -> Policies.entry(elsewhere, PLAN)).hasMessage("The router a1 has no fibre 3.");
    }
}
