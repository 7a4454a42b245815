package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.intent.support.Calls;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Wishes;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input on every method that the contracts list: the field is named, nothing changes, the refusal is counted. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class BadInputTest {
    @Inject
    MeterRegistry meters;

    static Stream<String> methods() {
        return Calls.methods();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void badInputNamesItsFieldChangesNothingAndIsCounted(String method) throws SQLException {
        Client tenant = Client.ofNewTenant();
        Wishes.submitPair(tenant, "good");
        Client caller = method.startsWith("TenantService") ? Client.operator() : tenant;
        List<BadRequests.Bad> bads = BadRequests.byMethod().get(method);
        assertThat(bads).as("bad input for %s", method).isNotEmpty();
        List<String> before = rows(tenant.tenantId());
        double counted = counted(method);
        for (BadRequests.Bad bad : bads) {
            StatusRuntimeException refusal = catchThrowableOfType(
                    StatusRuntimeException.class, () -> Calls.call(caller.channel(), method, bad.request()));
            assertThat(refusal).as("%s took %s", method, bad.request()).isNotNull();
            assertThat(refusal.getStatus().getCode()).as(refusal.toString()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(Client.fields(refusal)).as(refusal.toString()).contains(bad.field());
        }
        assertThat(rows(tenant.tenantId())).isEqualTo(before);
        assertThat(counted(method) - counted).isEqualTo(bads.size());
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedUnread() {
        String name = "x".repeat(5_000_000);
        StatusRuntimeException refusal = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> Client.ofNewTenant()
                        .intents()
                        .submitIntent(Wishes.submit(
                                "large",
                                Wishes.pair("left", "right").toBuilder()
                                        .setDisplayName(name)
                                        .build())));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void anOperatorHasToSayWhoseIntentItMeans() {
        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> Wishes.get(Client.operator(), "good"));
        assertThat(Client.fields(refusal)).containsExactly("tenant_id");
    }

    private double counted(String method) {
        return meters.find("braid.refused.calls").tag("code", Code.INVALID_ARGUMENT.name()).counters().stream()
                .filter(counter -> counter.getId().getTag("method").endsWith("." + method))
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Everything that the database holds of the tenant. */
    private static List<String> rows(String tenantId) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.INTENT);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("ports", "intents", "connections", "handled_requests", "tenants")) {
                String owner = table.equals("tenants") ? "" : " where tenant_id = '" + tenantId + "'";
                try (ResultSet found =
                        statement.executeQuery("select t::text from " + table + " t" + owner + " order by 1")) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
        }
        return rows;
    }
}
