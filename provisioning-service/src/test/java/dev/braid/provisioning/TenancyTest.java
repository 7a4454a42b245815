package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.provider.v1.ListProvidersRequest;
import dev.braid.api.provider.v1.ProviderStatus;
import dev.braid.api.provisioning.v1.ListProvisionedConnectionsRequest;
import dev.braid.api.provisioning.v1.ListProvisionedConnectionsResponse;
import dev.braid.api.provisioning.v1.ProvisionedConnection;
import dev.braid.api.provisioning.v1.ProvisioningServiceGrpc;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.Client;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody sees another tenant's connections, on any method, nor past the service in the database. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class TenancyTest {
    private static Wanted[] ours;
    private static Wanted theirs;

    @BeforeEach
    void provisionBoth() {
        Carriers.shared();
        if (ours != null) {
            return;
        }
        ours = Wanted.connections("pager", 5);
        theirs = Wanted.connection("globex");
        for (Wanted each : ours) {
            each.send(each.plan(100_000_000, "atlas"));
        }
        theirs.send(theirs.plan(100_000_000, "atlas"));
        Bus bus = new Bus(Topic.PROVISIONING);
        await().until(() -> bus.told(ours[4].connectionId).contains("ACTIVATED 1")
                && bus.told(ours[0].connectionId).contains("ACTIVATED 1")
                && bus.told(theirs.connectionId).contains("ACTIVATED 1"));
    }

    @Test
    void aTenantReadsItsOwnConnectionAndNoOther() {
        assertThat(Client.ofTenant("globex").connection(theirs.connectionId).getLegsCount())
                .isEqualTo(1);
        refused(Status.Code.NOT_FOUND, () -> Client.ofTenant("pager").connection(theirs.connectionId));
        refused(Status.Code.NOT_FOUND, () -> Client.ofTenant("pager").connection("pager.absent.1"));
        assertThat(Client.operator().connection(theirs.connectionId).getTenantId())
                .isEqualTo("globex");
    }

    @Test
    void aTenantListsItsOwnConnectionsPageByPage() {
        List<String> listed = new ArrayList<>();
        String token = "";
        do {
            ListProvisionedConnectionsResponse page = Client.ofTenant("pager")
                    .provisioning()
                    .listProvisionedConnections(ListProvisionedConnectionsRequest.newBuilder()
                            .setPageSize(2)
                            .setPageToken(token)
                            .build());
            assertThat(page.getConnectionsCount()).isBetween(1, 2);
            page.getConnectionsList().forEach(it -> listed.add(it.getConnectionId()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(listed)
                .containsExactly(
                        java.util.Arrays.stream(ours).map(it -> it.connectionId).toArray(String[]::new));
        assertThat(Client.operator()
                        .provisioning()
                        .listProvisionedConnections(ListProvisionedConnectionsRequest.newBuilder()
                                .setPageSize(1000)
                                .build())
                        .getConnectionsList())
                .extracting(ProvisionedConnection::getTenantId)
                .contains("pager", "globex");
    }

    @Test
    void aForeignOrForgedPageTokenIsRefused() {
        String foreign = Client.ofTenant("pager")
                .provisioning()
                .listProvisionedConnections(ListProvisionedConnectionsRequest.newBuilder()
                        .setPageSize(1)
                        .build())
                .getNextPageToken();
        for (String token : List.of(foreign, "garbage!", "AAAA")) {
            refused(
                    Status.Code.INVALID_ARGUMENT,
                    () -> Client.ofTenant("globex")
                            .provisioning()
                            .listProvisionedConnections(ListProvisionedConnectionsRequest.newBuilder()
                                    .setPageToken(token)
                                    .build()));
        }
        for (int size : List.of(-1, 1001)) {
            refused(
                    Status.Code.INVALID_ARGUMENT,
                    () -> Client.ofTenant("globex")
                            .provisioning()
                            .listProvisionedConnections(ListProvisionedConnectionsRequest.newBuilder()
                                    .setPageSize(size)
                                    .build()));
        }
        refused(Status.Code.INVALID_ARGUMENT, () -> Client.ofTenant("globex").connection(""));
    }

    @Test
    void onlyOperatorsSeeTheProviders() {
        assertThat(Client.operator()
                        .providers()
                        .listProviders(ListProvidersRequest.getDefaultInstance())
                        .getProvidersList())
                .filteredOn(it -> it.getProviderId().equals("atlas"))
                .singleElement()
                .matches(it -> it.getActiveLegCount() >= 6 && it.getCommandCount() >= 6 && it.hasLastAnswerTime())
                .extracting(ProviderStatus::getAdapter)
                .isEqualTo("http");
        for (String role : List.of("tenant-viewer", "tenant-admin", "telemetry-source", "service")) {
            refused(
                    Status.Code.PERMISSION_DENIED,
                    () -> Client.of("pager", Set.of(role))
                            .providers()
                            .listProviders(ListProvidersRequest.getDefaultInstance()));
        }
    }

    @Test
    void aCallerWithoutIdentityTenantOrRoleGetsNothing() {
        refused(
                Status.Code.UNAUTHENTICATED,
                () -> ProvisioningServiceGrpc.newBlockingStub(Client.socket())
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .listProvisionedConnections(ListProvisionedConnectionsRequest.getDefaultInstance()));
        refused(
                Status.Code.PERMISSION_DENIED,
                () -> Client.of(null, Set.of("tenant-admin")).connection(theirs.connectionId));
        refused(
                Status.Code.PERMISSION_DENIED,
                () -> Client.of("globex", Set.of("telemetry-source")).connection(theirs.connectionId));
    }

    @Test
    void theDatabaseShowsTheServiceNothingWithoutAScope() throws SQLException {
        try (var connection = EmbeddedStack.connectAsAdmin(Database.PROVISIONING);
                var statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into handoff_numbers
                    select 'meet-tenants', row_number() over (), tenant_id, connection_id from connections""");
        }
        try (var connection = EmbeddedStack.connect(Database.PROVISIONING, Database.PROVISIONING.appRole());
                var statement = connection.createStatement()) {
            for (String table : List.of("connections", "legs", "leg_steps", "handoff_numbers")) {
                assertThat(count(statement, table)).isZero();
                statement.execute("select set_config('app.tenant', 'globex', false)");
                assertThat(count(statement, table + " where tenant_id <> 'globex'"))
                        .isZero();
                assertThat(count(statement, table)).isPositive();
                assertThatThrownBy(() -> statement.execute("truncate " + table)).isInstanceOf(SQLException.class);
                statement.execute("select set_config('app.tenant', '', false)");
            }
            assertThatThrownBy(() -> statement.execute("delete from connections"))
                    .isInstanceOf(SQLException.class);
        }
    }

    private static long count(java.sql.Statement statement, String from) throws SQLException {
        try (var rows = statement.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void refused(Status.Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(code));
    }
}
