package dev.braid.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.platform.errors.Refusal;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
    @Test
    void aTokenBringsBackTheLastKey() {
        String token = PageToken.encode("acme.web-to-db", "acme", "ACTIVE");

        assertThat(PageToken.decode(token, "acme", "ACTIVE")).contains("acme.web-to-db");
    }

    @Test
    void aTokenOfAnotherListingIsRefused() {
        String token = PageToken.encode("acme.web-to-db", "acme");

        assertThatThrownBy(() -> PageToken.decode(token, "globex"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("page_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!!!", "AAAA", "AAAAAAAAAAA", " ", "../../etc/passwd"})
    void whatIsNoTokenIsRefused(String token) {
        assertThatThrownBy(() -> PageToken.decode(token)).isInstanceOf(Refusal.class);
    }

    @Test
    void aTokenThatSomebodyPutTogetherIsRefused() {
        byte[] genuine = Base64.getUrlDecoder().decode(PageToken.encode("acme.web", "acme"));
        genuine[genuine.length - 1] = 0;
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(genuine);

        assertThatThrownBy(() -> PageToken.decode(forged, "acme")).isInstanceOf(Refusal.class);
    }

    @Test
    void theFirstPageNeedsNoTokenAndNoSize() {
        assertThat(PageToken.decode("")).isEmpty();
        assertThat(PageToken.size(0)).isEqualTo(50);
        assertThat(PageToken.size(7)).isEqualTo(7);
    }
}
