package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.NearestOffer;
import dev.braid.api.path.v1.PathRejection;
import dev.braid.embedded.EmbeddedStack;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps of the schema that rewrite what is stored, on rows as they were before. */
class MigrationTest {
    @Test
    void rejectionsInColumnsBecomeRejectionsWordForWord() throws Exception {
        new EmbeddedStack().start();
        try (Connection connection = EmbeddedStack.connect(EmbeddedStack.TEST, EmbeddedStack.TEST.owner());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(script("V1__intent_service.sql"));
            statement.execute("""
                    set local app.tenant = 'acme';
                    insert into ports values ('acme', 'a', '', 'SITE', 'lon', 1, now()), ('acme', 'z', '', 'SITE', 'par', 1, now());
                    insert into intents values ('acme', 'i', '{}', '', 3, false, 'REJECTED', now(), 0, 3, now(), now(), 1);
                    insert into connections (tenant_id, connection_id, intent_id, ordinal, a_port_id, z_port_id,
                        a_location_id, z_location_id, rejection_generation, rejection_binding, rejection_message,
                        offer_latency_us, offer_bandwidth_bps, offer_price_micros_per_hour)
                    values ('acme', 'c1', 'i', 1, 'a', 'z', 'lon', 'par', 3, 'BINDING_LATENCY', 'too "slow"', 9007199254740993, 2, 0),
                        ('acme', 'c2', 'i', 2, 'a', 'z', 'lon', 'par', 3, 'BINDING_SIBLING', '', null, null, null),
                        ('acme', 'c3', 'i', 3, 'a', 'z', 'lon', 'par', null, null, null, null, null, null);
                    set local app.tenant = ''""");
            statement.execute(script("V2__rejections_word_for_word.sql"));
            try (ResultSet rows = statement.executeQuery("select rejection from connections order by connection_id")) {
                assertThat(next(rows))
                        .isEqualTo(PathRejection.newBuilder()
                                .setGeneration(3)
                                .setBinding(Binding.BINDING_LATENCY)
                                .setMessage("too \"slow\"")
                                .setNearestOffer(NearestOffer.newBuilder()
                                        .setLatencyUs(9007199254740993L)
                                        .setBandwidthBps(2))
                                .build());
                assertThat(next(rows))
                        .isEqualTo(PathRejection.newBuilder()
                                .setGeneration(3)
                                .setBinding(Binding.BINDING_SIBLING)
                                .build());
                rows.next();
                assertThat(rows.getString(1)).isNull();
            }
            connection.rollback();
        }
    }

    @Test
    void openUseLearnsItsPlanAndACreditMayStandInside() throws Exception {
        new EmbeddedStack().start();
        try (Connection connection = EmbeddedStack.connect(EmbeddedStack.TEST, EmbeddedStack.TEST.owner());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String before : List.of(
                    "V1__intent_service.sql",
                    "V2__rejections_word_for_word.sql",
                    "V3__waiting_legs.sql",
                    "V4__decisions.sql")) {
                statement.execute(script(before));
            }
            statement.execute("""
                    set local app.tenant = 'acme';
                    insert into ports values ('acme', 'a', '', 'SITE', 'lon', 1, now()), ('acme', 'z', '', 'SITE', 'par', 1, now());
                    insert into intents values ('acme', 'i', '{}', '', 3, false, 'ACTIVE', now(), 3, 1, now(), now(), 1);
                    insert into connections (tenant_id, connection_id, intent_id, ordinal, a_port_id, z_port_id,
                        a_location_id, z_location_id, active_revision, active_generation)
                    values ('acme', 'c1', 'i', 1, 'a', 'z', 'lon', 'par', 5, 3);
                    insert into usage_intervals values ('acme', 'c1', 1, 1, '2026-01-01', 1, 7, 'EUR', 2, '2026-01-02', 1),
                        ('acme', 'c1', 2, 3, '2026-01-02', 1, 7, 'EUR', null, null, null);
                    set local app.tenant = ''""");
            statement.execute(script("V5__sla.sql"));
            try (ResultSet rows = statement.executeQuery(
                    "select concat_ws(' ', number, revision, generation) from usage_intervals order by number")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("1");
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("2 5 3");
            }
            statement.execute("update usage_intervals set end_sequence = 5, end_time = now(), amount_micros = 1"
                    + " where number = 2");
            statement.execute("savepoint now");
            for (String wrong : List.of("end_sequence = 3", "end_time = '2025-01-01'", "amount_micros = null")) {
                assertThatThrownBy(() -> statement.execute("update usage_intervals set " + wrong + " where number = 2"))
                        .hasMessageContaining("usage_intervals");
                statement.execute("rollback to savepoint now");
            }
            connection.rollback();
        }
    }

    private static PathRejection next(ResultSet rows) throws Exception {
        rows.next();
        PathRejection.Builder rejection = PathRejection.newBuilder();
        JsonFormat.parser().merge(rows.getString(1), rejection);
        return rejection.build();
    }

    private static String script(String name) throws Exception {
        try (InputStream stream = MigrationTest.class.getResourceAsStream("/db/migration/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${app_role}", EmbeddedStack.TEST.appRole());
        }
    }
}
