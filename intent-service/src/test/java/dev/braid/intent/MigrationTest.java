package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;

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
