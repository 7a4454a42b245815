package dev.braid.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstIsAdmittedAndThenTheRate() {
        TokenBucket bucket = new TokenBucket(10, 5, 0);
        for (int i = 0; i < 5; i++) {
            assertThat(bucket.take(0)).isZero();
        }
        assertThat(bucket.take(0)).isEqualTo(SECOND / 10);
        assertThat(bucket.take(SECOND / 10)).isZero();
        assertThat(bucket.take(SECOND / 10)).isPositive();
    }

    @Test
    void overALongTimeNoMoreThanTheRateIsAdmitted() {
        TokenBucket bucket = new TokenBucket(7, 3, 0);
        long admitted = 0;
        for (long now = 0; now < 100 * SECOND; now += SECOND / 50) {
            admitted += bucket.take(now) == 0 ? 1 : 0;
        }
        assertThat(admitted).isBetween(700L, 703L);
    }

    @Test
    void itIsFullAgainAfterAQuietTimeAndNeverOverFull() {
        TokenBucket bucket = new TokenBucket(1, 2, 0);
        bucket.take(0);
        assertThat(bucket.isFull(0)).isFalse();
        assertThat(bucket.isFull(SECOND)).isTrue();
        assertThat(bucket.take(100 * SECOND)).isZero();
        assertThat(bucket.take(100 * SECOND)).isZero();
        assertThat(bucket.take(100 * SECOND)).isPositive();
    }

    @Test
    void timeThatGoesBackGivesNothing() {
        TokenBucket bucket = new TokenBucket(1, 1, 10 * SECOND);
        assertThat(bucket.take(10 * SECOND)).isZero();
        assertThat(bucket.take(0)).isPositive();
        assertThat(bucket.take(10 * SECOND)).isPositive();
    }
}
