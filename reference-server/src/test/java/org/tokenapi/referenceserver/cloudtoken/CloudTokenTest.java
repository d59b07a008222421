package org.tokenapi.referenceserver.cloudtoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.PROXY_TOKEN;
import static org.tokenapi.referenceserver.TestServer.REFRESH_TOKEN;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.referenceserver.EachDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.security.AccessTokens;

final class CloudTokenTest extends EachDatabase {
    @Test
    void changesNameRotationAndExpiration() {
        TestServer.TestResponse response = server.put(
                        REFRESH_TOKEN,
                        body(REFRESH_TOKEN, "renamed")
                                .replace(
                                        "}",
                                        ",\"requireRotation\":false,\"expirationTimeUtc\":\"2027-06-30T14:00:00+02:00\"}"))
                .send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo(TestServer.VERSION);
        assertThat(response.property("name")).isEqualTo("renamed");
        assertThat(response.property("expirationTimeUtc")).isEqualTo("2027-06-30T12:00:00Z");
        assertThat(response.json().get("requireRotation").booleanValue()).isFalse();
        assertThat(response.json().at("/owner/name").asString()).isEqualTo("jdoe");
        assertThat(response.json().has("token")).isFalse();
        assertThat(server.put(REFRESH_TOKEN, body(REFRESH_TOKEN, "renamed"))
                        .send()
                        .text())
                .isEqualTo(response.text());
    }

    @Test
    void nullMeansThatItDoesNotExpire() {
        String withNull = body(PROXY_TOKEN, "p").replace("}", ",\"expirationTimeUtc\":null}");
        String withDate = withNull.replace("null", "\"2030-01-01T00:00:00Z\"");

        server.put(PROXY_TOKEN, withDate).send();
        TestServer.TestResponse response = server.put(PROXY_TOKEN, withNull).send();

        assertThat(response.json().get("expirationTimeUtc").isNull()).isTrue();
        assertThat(response.json().get("requireRotation").isNull()).isTrue();
        assertThat(response.json().has("username")).isFalse();
    }

    @Test
    void nullKeepsTheRotationOfARefreshToken() {
        String withNull = body(REFRESH_TOKEN, "r").replace("}", ",\"requireRotation\":null}");
        for (String rotation : List.of("true", "false")) {
            server.put(REFRESH_TOKEN, withNull.replace("null", rotation)).send();

            TestServer.TestResponse response =
                    server.put(REFRESH_TOKEN, withNull).send();

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.property("requireRotation")).isEqualTo(rotation);
        }
    }

    @Test
    void colonsMayBeEncoded() {
        assertThat(server.put(REFRESH_TOKEN.replace(":", "%3A"), body(REFRESH_TOKEN, "x"))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsReadOnlyIsIgnored() {
        String whole = body(REFRESH_TOKEN, "x")
                .replace(
                        "}",
                        ",\"token\":\"t\",\"owner\":{\"name\":\"n\"},\"org\":{\"id\":\"i\"},\"username\":\"jdoe\"}");

        TestServer.TestResponse response = server.put(REFRESH_TOKEN, whole).send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().at("/owner/name").asString()).isEqualTo("jdoe");
    }

    @ParameterizedTest
    @CsvSource({
        "id, \"urn:vcloud:token:other\"",
        "username, \"other\"",
        "userId, \"other\"",
        "orgName, \"other\"",
        "type, \"REFRESH\"",
        "requireRotation, true",
    })
    void refusesToChangeWhatCannotBeChanged(String property, String value) {
        var before = server.everything();
        String body = "{\"name\":\"other\"," + (property.equals("id") ? "" : "\"id\":\"" + PROXY_TOKEN + "\",") + "\""
                + property + "\":" + value + "}";

        TestServer.TestResponse response = server.put(PROXY_TOKEN, body).send();

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.violations()).singleElement().asString().startsWith("body:" + property + ":");
        assertThat(server.everything()).isEqualTo(before);
    }

    @Test
    void anUnknownTokenIsLikeOneOfAnotherTenant() {
        String unknown = REFRESH_TOKEN.replace("9a01", "9aff");
        TestServer.TestResponse missing = server.put(unknown, body(unknown, "x"))
                .header("X-Request-Id", "the-same")
                .send();
        TestServer.TestResponse foreign = server.put(REFRESH_TOKEN, body(REFRESH_TOKEN, "x"))
                .header(
                        "Authorization",
                        "Bearer " + server.bean(AccessTokens.class).issue("OTHER"))
                .header("X-Request-Id", "the-same")
                .send();

        assertThat(missing.status()).isEqualTo(403);
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.text()).isEqualTo(missing.text());
    }

    private static String body(String id, String name) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\"}";
    }
}
