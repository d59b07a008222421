package org.tokenapi.referenceserver.value;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * A secret in plain text: a prefix that secret scanners recognize, 256 random bits, and a checksum by which a scanner
 * tells a leaked secret from a random match without asking the server. It consists of ASCII letters and digits, so that
 * a double click selects all of it.
 *
 * <p>A secret is shown once. Only its {@link #sha256()} is stored; a slow hash would add nothing, because 256 random
 * bits can't be guessed.
 */
public final class SecretValue {
    /** The prefix of the secrets of API tokens. */
    public static final String API_TOKEN = "vidb_";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    /** The number of digits of 2^256 - 1 in base 62. */
    private static final int RANDOM_LENGTH = 43;

    /** The number of digits of 2^32 - 1 in base 62. */
    private static final int CHECKSUM_LENGTH = 6;

    private static final int SUFFIX_LENGTH = 5;

    private final String text;

    private SecretValue(String text) {
        this.text = text;
    }

    /**
     * Generates a new secret.
     *
     * @param prefix the prefix of the secret
     */
    public static SecretValue generate(String prefix, SecureRandom random) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String body = prefix + base62(new BigInteger(1, bits), RANDOM_LENGTH);
        return new SecretValue(body + checksum(body));
    }

    /** Wraps a secret that was made elsewhere, for example a signed token, in order to hash it. */
    public static SecretValue of(String text) {
        return new SecretValue(text);
    }

    /** A unique name: the prefix and random letters and digits, without a checksum. */
    public static String randomName(String prefix, SecureRandom random) {
        byte[] bits = new byte[8];
        random.nextBytes(bits);
        return prefix + base62(new BigInteger(1, bits), 11);
    }

    /** Whether the text has the format of {@link #generate}, including the checksum. */
    public static boolean isWellFormed(String prefix, String text) {
        int length = prefix.length() + RANDOM_LENGTH;
        return text.length() == length + CHECKSUM_LENGTH
                && text.startsWith(prefix)
                && text.chars().skip(prefix.length()).allMatch(c -> DIGITS.indexOf(c) >= 0)
                && checksum(text.substring(0, length)).equals(text.substring(length));
    }

    /** The secret in plain text. */
    public String reveal() {
        return text;
    }

    /** The last characters, by which people recognize it. */
    public String suffix() {
        return text.substring(text.length() - SUFFIX_LENGTH);
    }

    /** The SHA-256 of the secret in hexadecimal. */
    public String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** Does not include the secret. */
    @Override
    public String toString() {
        return "SecretValue[*]";
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return base62(BigInteger.valueOf(crc.getValue()), CHECKSUM_LENGTH);
    }

    private static String base62(BigInteger number, int length) {
        StringBuilder text = new StringBuilder();
        BigInteger rest = number;
        while (text.length() < length) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }
}
