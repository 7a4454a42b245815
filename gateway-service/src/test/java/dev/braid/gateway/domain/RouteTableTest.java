package dev.braid.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.gateway.domain.RouteTable.Match;
import dev.braid.gateway.domain.RouteTable.Route;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private final RouteTable<String> table = new RouteTable<>(List.of(
            route("GET", "/v1/paths/{connection_id}"),
            route("GET", "/v1/paths/newest"),
            route("GET", "/v1/paths"),
            route("POST", "/v1/paths:compute"),
            route("DELETE", "/v1/paths/{connection_id}")));

    @Test
    void theMoreFixedTemplateIsMeant() {
        assertThat(table.find("GET", "/v1/paths/newest"))
                .isEqualTo(new Match.Found<>("GET /v1/paths/newest", Map.of()));
        assertThat(table.find("GET", "/v1/paths/a.1"))
                .isEqualTo(new Match.Found<>("GET /v1/paths/{connection_id}", Map.of("connection_id", "a.1")));
    }

    @Test
    void aKnownPathWithAnotherMethodTellsItsMethods() {
        assertThat(table.find("PUT", "/v1/paths/a.1")).isEqualTo(new Match.OtherMethods<>(List.of("DELETE", "GET")));
        assertThat(table.find("OPTIONS", "/v1/paths:compute")).isEqualTo(new Match.OtherMethods<>(List.of("POST")));
    }

    @Test
    void anUnknownPathIsUnknown() {
        assertThat(table.find("GET", "/v1/path")).isEqualTo(new Match.Unknown<>());
    }

    @Test
    void twoRoutesOfOneShapeAreRefused() {
        assertThatThrownBy(() -> new RouteTable<>(List.of(route("GET", "/v1/{a}"), route("GET", "/v1/{b}"))))
                .hasMessageContaining("GET /v1/{}");
    }

    private static Route<String> route(String method, String template) {
        return new Route<>(method, PathTemplate.parse(template), method + " " + template);
    }
}
