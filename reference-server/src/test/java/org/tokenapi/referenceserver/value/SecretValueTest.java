package org.tokenapi.referenceserver.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SecretValueTest {
    private static final String PREFIX = "vidb_";

    private final SecureRandom random = new SecureRandom();

    @Test
    void hasPrefixRandomPartAndChecksum() {
        assertThat(SecretValue.generate(PREFIX, random).reveal()).matches("vidb_[0-9A-Za-z]{49}");
    }

    @Test
    void keepsItsLengthWhenTheRandomBitsBeginWithZeros() {
        SecretValue secret = SecretValue.generate(PREFIX, new FixedRandom((byte) 0));

        assertThat(secret.reveal()).startsWith(PREFIX + "0".repeat(43)).hasSize(PREFIX.length() + 49);
    }

    @Test
    void fitsTheLargestRandomBits() {
        SecretValue secret = SecretValue.generate(PREFIX, new FixedRandom((byte) 0xff));

        assertThat(SecretValue.isWellFormed(PREFIX, secret.reveal())).isTrue();
        assertThat(secret.reveal()).doesNotContain("0".repeat(43));
    }

    @Test
    void checksumDetectsATypo() {
        String secret = SecretValue.generate(PREFIX, random).reveal();
        char typo = secret.charAt(10) == 'a' ? 'b' : 'a';

        assertThat(SecretValue.isWellFormed(PREFIX, secret)).isTrue();
        assertThat(SecretValue.isWellFormed(PREFIX, secret.substring(0, 10) + typo + secret.substring(11)))
                .isFalse();
        assertThat(SecretValue.isWellFormed(PREFIX, secret + "0")).isFalse();
    }

    @Test
    void isNeverTheSameTwice() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            secrets.add(SecretValue.generate(PREFIX, random).reveal());
        }

        assertThat(secrets).hasSize(1000);
    }

    @Test
    void hashIsThatOfTheWholeText() {
        assertThat(SecretValue.of("abc").sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void suffixIsTheLastFiveCharacters() {
        assertThat(SecretValue.of("vidb_Example4Xy9Z").suffix()).isEqualTo("4Xy9Z");
    }

    @Test
    void isNotInItsToString() {
        SecretValue secret = SecretValue.generate(PREFIX, random);

        assertThat(secret.toString()).doesNotContain(secret.reveal()).doesNotContain(secret.suffix());
    }

    private static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte value;

        FixedRandom(byte value) {
            this.value = value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            java.util.Arrays.fill(bytes, value);
        }
    }
}
