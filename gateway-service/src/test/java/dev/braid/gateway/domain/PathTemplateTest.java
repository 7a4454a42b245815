package dev.braid.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
    private static final PathTemplate GET = PathTemplate.parse("/v1/intents/{intent_id}");
    private static final PathTemplate TERMINATE = PathTemplate.parse("/v1/intents/{intent_id}:terminate");

    @Test
    void aVariableTakesOneSegmentAndIsDecoded() {
        assertThat(GET.match("/v1/intents/web-to-db")).contains(Map.of("intent_id", "web-to-db"));
        assertThat(GET.match("/v1/intents/a%20b%2Fc+d")).contains(Map.of("intent_id", "a b/c+d"));
        assertThat(GET.match("/v1/intents/acme.web.1")).contains(Map.of("intent_id", "acme.web.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/intents/",
                "/v1/intents",
                "/v1/intents/a/b",
                "/v1/intents/a/",
                "//v1/intents/a",
                "/V1/intents/a",
                "v1/intents/a",
                "",
                "/v1/intents/a:terminate"
            })
    void anotherShapeDoesNotMatch(String path) {
        assertThat(GET.match(path)).isEmpty();
    }

    @Test
    void aCustomVerbIsPartOfTheShape() {
        assertThat(TERMINATE.match("/v1/intents/a:terminate")).contains(Map.of("intent_id", "a"));
        assertThat(TERMINATE.match("/v1/intents/a")).isEmpty();
        assertThat(TERMINATE.match("/v1/intents/a:watch")).isEmpty();
        assertThat(TERMINATE.match("/v1/intents/a:b:terminate")).isEmpty();
        assertThat(TERMINATE.match("/v1/intents/:terminate")).isEmpty();
        assertThat(GET.match("/v1/intents/a%3Aterminate")).contains(Map.of("intent_id", "a:terminate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/intents/%", "/v1/intents/%4", "/v1/intents/%zz", "/v1/intents/%ff", "/v1/intents/%c0%80"})
    void brokenEscapesAreRefused(String path) {
        assertThatThrownBy(() -> GET.match(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "/v1/{a=**}", "/v1/{A}", "/v1/*", "/v1/a:", "/v1//a"})
    void templatesBeyondOursAreRefused(String text) {
        assertThatThrownBy(() -> PathTemplate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
