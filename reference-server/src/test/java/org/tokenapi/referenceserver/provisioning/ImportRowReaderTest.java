package org.tokenapi.referenceserver.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.referenceserver.value.SecretValue;

final class ImportRowReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");
    private static final String TOKEN = "\"kind\":\"api_token\",\"tenant\":\"T\",\"id\":\"t-1\","
            + "\"token_display_name\":\"nightly\",\"api_token_ttl\":10,\"access_token_ttl\":5";
    private static final String CLOUD =
            "\"kind\":\"cloud_token\",\"tenant\":\"T\",\"id\":\"c-1\",\"name\":\"n\",\"type\":\"PROXY\"";
    private static final String CLIENT =
            "\"kind\":\"sync_client\",\"tenant\":\"T\",\"id\":\"s-1\",\"directory_id\":\"d-1\"";
    private static final String HASH = SecretValue.of("secret").sha256();

    private final InvalidLinesException bad = new InvalidLinesException();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[]                                                  | the line must be a JSON object",
                "{\"kind\":\"directory\"                             | the line is not valid JSON at column",
                "{} {}                                               | the line is not valid JSON at column",
                "{\"id\":\"a\",\"id\":\"b\"}                         | the line is not valid JSON at column",
                "{\"tenant\":\"T\",\"id\":\"d\"}                     | kind must be directory, api_token",
                "{\"kind\":\"tenant\",\"tenant\":\"T\"}              | kind must be directory, api_token",
                "{\"kind\":\"directory\",\"id\":\"d\"}               | tenant is required unless --tenant is given",
                "{\"kind\":\"directory\",\"tenant\":\"a/b\",\"id\":\"d\"} | tenant must have 1 to 255 characters",
                "{\"kind\":\"directory\",\"tenant\":1,\"id\":\"d\"}  | tenant must have 1 to 255 characters",
                "{\"kind\":\"directory\",\"tenant\":\"T\"}           | id is required",
                "{\"kind\":\"directory\",\"tenant\":\"T\",\"id\":\"\"} | id must have 1 to 255 characters",
                "{\"kind\":\"directory\",\"tenant\":\"T\",\"id\":\"d\",\"idd\":1} | idd is not a property of directory",
                "{\"kind\":\"directory\",\"tenant\":\"T\",\"id\":\"d\",\"foo\":{}} | foo is not a property of directory",
                "{CLOUD,\"owner.id\":\"o\"}                          | owner.id is not a property of cloud_token",
                "{CLOUD,\"owner\":{\"idd\":\"o\"}}                   | owner.idd is not a property of cloud_token",
                "{CLOUD,\"owner\":\"o\"}                             | owner must be an object",
                "{TOKEN,\"user_status\":\"true\"}                    | user_status must be true or false",
                "{TOKEN,\"token_description\":7}                     | token_description must be a string",
                "{TOKEN,\"token_description\":\"\\u0000\"}           | token_description must be a string without U+0000",
                "{TOKEN,\"use_count\":1.5}                           | use_count must be a whole number",
                "{TOKEN,\"use_count\":-1}                            | use_count must be at least 0",
                "{TOKEN,\"max_count_of_uses\":2}                     | max_count_of_uses must be 1 or -1",
                "{TOKEN,\"created_date\":\"2026-11-22\"}             | created_date must be a date and time",
                "{TOKEN,\"roles\":[{\"value\":1}]}                   | roles must be an array of objects",
                "{TOKEN,\"secret_sha256\":\"abc\"}                   | secret_sha256 must be 64 lowercase hexadecimal digits",
                "{TOKEN,\"token_suffix\":\"abcde\"}                  | token_suffix must be given if, and only if, secret_sha256",
                "{TOKEN,\"secret_sha256\":\"HASH\"}                  | token_suffix must be given if, and only if, secret_sha256",
                "{CLIENT,\"secret_sha256\":\"HASH\"}                 | client_id must be given if, and only if, secret_sha256",
                "{CLIENT,\"client_id\":\"c\"}                        | client_id must be given if, and only if, secret_sha256",
            })
    void badLine(String line, String words) {
        assertThat(read(line.replace("TOKEN", TOKEN)
                        .replace("CLIENT", CLIENT)
                        .replace("CLOUD", CLOUD)
                        .replace("HASH", HASH)))
                .isNull();
        assertThat(bad.shown()).singleElement().asString().startsWith("line 7: " + words);
    }

    @Test
    void lineThatIsTooDeepIsBad() {
        assertThat(read("{\"kind\":" + "[".repeat(2000) + "]".repeat(2000) + "}"))
                .isNull();
        assertThat(bad.shown()).singleElement().asString().startsWith("line 7: the line is not valid JSON");
    }

    @Test
    void allViolationsOfALineAreReported() {
        read(
                "{\"kind\":\"api_token\",\"tenant\":\"T\",\"id\":\"t-1\",\"token_display_name\":\"x\",\"api_token_ttl\":0}");

        assertThat(bad.shown())
                .containsExactly(
                        "line 7: token_display_name must have 3 to 255 characters",
                        "line 7: api_token_ttl must be at least 1",
                        "line 7: access_token_ttl is required");
    }

    @Test
    void noMessageHasAValue() {
        read("{\"kind\":\"vidb_secret\"}");
        read("{\"kind\": vidb_secret}");
        read("{" + TOKEN + ",\"secret_sha256\":\"vidb_secret\"}");

        assertThat(bad.count()).isGreaterThanOrEqualTo(3);
        assertThat(bad.shown().toString()).doesNotContain("vidb_secret");
    }

    @Test
    void tokenWithoutASecretGetsOneAndANewLife() {
        ImportRow row = read("{" + TOKEN + "}");

        assertThat(row).isNotNull();
        assertThat(row.text("secret_sha256")).hasSize(64);
        assertThat(row.text("token_suffix")).hasSize(5);
        assertThat(row.values())
                .containsEntry("expiration_date", NOW.plusSeconds(600))
                .containsEntry("created_date", NOW)
                .containsEntry("modified_date", NOW)
                .containsEntry("token_status", "ACTIVE")
                .containsEntry("max_count_of_uses", -1)
                .containsEntry("use_count", 0);
    }

    @Test
    void tokenNeverExpiresIfItsExpirationIsNull() {
        ImportRow row = read("{" + TOKEN + ",\"expiration_date\":null}");

        assertThat(row).isNotNull();
        assertThat(row.values()).doesNotContainKey("expiration_date");
    }

    @Test
    void tokenWithItsSecretStaysAsItIs() {
        ImportRow row = read("{" + TOKEN + ",\"secret_sha256\":\"" + HASH + "\",\"token_suffix\":\"abcde\"}");

        assertThat(row).isNotNull();
        assertThat(row.values())
                .containsEntry("secret_sha256", HASH)
                .containsEntry("token_suffix", "abcde")
                .doesNotContainKey("expiration_date");
    }

    @Test
    void tenantOfTheCommandIsThatOfTheLines() {
        ImportRowReader reader = new ImportRowReader("T", null, bad, new SecureRandom(), NOW);

        ImportRow row = reader.read(new LineReader.Line(1, "{\"kind\":\"directory\",\"id\":\"d\"}", ""));
        reader.read(new LineReader.Line(2, "{\"kind\":\"directory\",\"tenant\":\"OTHER\",\"id\":\"d\"}", ""));

        assertThat(Objects.requireNonNull(row).tenant()).isEqualTo("T");
        assertThat(bad.shown()).containsExactly("line 2: tenant must equal --tenant");
    }

    @Test
    void blankLineIsNothing() {
        assertThat(read(" \r")).isNull();
        assertThat(bad.count()).isZero();
    }

    @Test
    void onlyTheFirstBadLinesAreShown() {
        for (int i = 0; i < 250; i++) {
            read("[]");
        }

        assertThat(bad.count()).isEqualTo(250);
        assertThat(bad.shown()).hasSize(100);
    }

    private ImportRow read(String text) {
        return new ImportRowReader(null, null, bad, new SecureRandom(), NOW).read(new LineReader.Line(7, text, ""));
    }
}
