package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.client.AttemptListener.Attempt;
import org.tokenapi.client.AttemptListener.Outcome;
import org.tokenapi.client.generated.model.ApiTokenSummary;
import org.tokenapi.client.generated.model.CloudDirectorToken;

/** Settings of one call, of the environment, and of what listens. */
final class SettingsTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    @Test
    void aCallMayHaveItsOwnPolicy() {
        SERVICE.responds(status(503));

        TokenApiException failure = null;
        try {
            SERVICE.client().send(SampleCall.SEARCH.call().retryPolicy(RetryPolicy.NEVER));
        } catch (TokenApiException e) {
            failure = e;
        }

        assertThat(failure).isInstanceOf(OtherFailureException.class);
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void aCallMayHaveItsOwnTimeout() {
        SERVICE.responds(json("{}").withFixedDelay(10_000));

        assertThat(SERVICE.client()
                        .sendAsync(SampleCall.SEARCH
                                .call()
                                .attemptTimeout(Duration.ofMillis(50))
                                .retryPolicy(RetryPolicy.NEVER))
                        .handle((value, failure) -> failure)
                        .join())
                .hasMessageEndingWith("no complete response within 50 ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleCall.SEARCH.call().attemptTimeout(Duration.ZERO));
    }

    @Test
    void cloudDirectorIsToldTheTenant() {
        SERVICE.responds(json(Service.ANY));

        SERVICE.client()
                .cloudDirectorTokens("org-7")
                .update(new CloudDirectorToken().id("1").name("n"));

        assertThat(SERVICE.request().getHeader("X-VMWARE-VCLOUD-TENANT-CONTEXT"))
                .isEqualTo("org-7");
    }

    @Test
    void aTaskIsNamedAsOne() {
        SERVICE.responds(status(202).withHeader("Location", "https://vcd/api/task/7"));

        TokenApiException failure = SampleCall.failure(SERVICE.client(), SampleCall.UPDATE);

        assertThat(failure)
                .hasMessage("updateToken: status 202, the service has accepted the request and goes on with it;"
                        + " task() has the address of the task");
        assertThat(((UndocumentedStatusException) failure).task()).contains("https://vcd/api/task/7");
    }

    @Test
    void aRedirectIsNotATask() {
        SERVICE.responds(status(303).withHeader("Location", "https://vcd/"));

        assertThat(((UndocumentedStatusException) SampleCall.failure(SERVICE.client(), SampleCall.UPDATE)).task())
                .isEmpty();
    }

    @Test
    void aListenerIsToldOfEachAttempt() {
        SERVICE.responds(status(503), json("{}"));
        List<Attempt> attempts = new ArrayList<>();
        TokenApiClient client = SERVICE.builder().attemptListener(attempts::add).build();

        client.send(SampleCall.SEARCH.call());

        assertThat(attempts)
                .containsExactly(
                        new Attempt("searchApiTokens", 1, Duration.ZERO, 503, Outcome.RETRY),
                        new Attempt("searchApiTokens", 2, Duration.ZERO, 200, Outcome.SUCCESS));
    }

    @Test
    void aListenerIsToldOfAnUnknownOutcome() {
        SERVICE.responds(status(500));
        List<Attempt> attempts = new ArrayList<>();
        TokenApiClient client = SERVICE.builder().attemptListener(attempts::add).build();

        SampleCall.failure(client, SampleCall.REGENERATE);

        assertThat(attempts).extracting(Attempt::outcome).containsExactly(Outcome.FAILURE_OUTCOME_UNKNOWN);
    }

    @Test
    void aListenerThatThrowsLosesNoSecret() {
        SERVICE.responds(json("{\"token\": \"fresh\"}"));
        TokenApiClient client = SERVICE.builder()
                .attemptListener(attempt -> {
                    throw new IllegalStateException();
                })
                .build();

        assertThat(client.apiTokens("T").regenerate("1").secret()).isEqualTo(Secret.of("fresh"));
    }

    @Test
    void theCallOfARegenerationRequiresTheSecretToo() {
        SERVICE.responds(json("{\"id\": \"1\"}"));
        TokenApiClient client = SERVICE.client();

        assertThat(client.exchangeAsync(client.apiTokens("T").regeneration("1"))
                        .handle((value, failure) -> failure)
                        .join())
                .isInstanceOf(UnreadableResponseException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokenapi.access-token=a.b | bearer token",
                "TOKENAPI_API_TOKEN=vidb_1,TOKENAPI_TENANT=T | API token",
                "tokenapi.refresh-token=r,TOKENAPI_TENANT=acme | refresh token",
                "TOKENAPI_CLIENT_SECRET=s,tokenapi.client-id=job,tokenapi.tenant=T,TOKENAPI_API_TOKEN= | client job"
            })
    void theEnvironmentHasTheSettings(String settings, String kind) {
        assertThat(environment("TOKENAPI_BASE_URI=https://idp.example," + settings)
                        .build())
                .hasToString("TokenApiClient of https://idp.example, " + kind);
    }

    @Test
    void aPropertyGoesBeforeAVariable() {
        assertThat(environment("tokenapi.base-uri=https://a,TOKENAPI_BASE_URI=https://b,TOKENAPI_ACCESS_TOKEN=t")
                        .build())
                .hasToString("TokenApiClient of https://a, bearer token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TOKENAPI_ACCESS_TOKEN=s3cret | tokenapi.base-uri (TOKENAPI_BASE_URI) must be set",
                "tokenapi.base-uri=https://s3cret@host | tokenapi.base-uri (TOKENAPI_BASE_URI) must be an absolute http or"
                        + " https URI with a host",
                "tokenapi.base-uri=https://host,tokenapi.api-token=s3cret | tokenapi.tenant (TOKENAPI_TENANT) must be set",
                "tokenapi.base-uri=https://host,tokenapi.access-token=s3cret ! | tokenapi.access-token"
                        + " (TOKENAPI_ACCESS_TOKEN) is not valid: an access token must consist of letters, digits and"
                        + " -._~+/ (RFC 6750, section 2.1)"
            })
    void whatIsMissingIsNamedWithoutItsValue(String settings, String message) {
        assertThatIllegalStateException()
                .isThrownBy(() -> environment(settings))
                .withMessage(message)
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",TOKENAPI_ACCESS_TOKEN=a,TOKENAPI_API_TOKEN=b"})
    void oneKindOfCredentialsMustBeSet(String settings) {
        assertThatIllegalStateException()
                .isThrownBy(() -> environment("tokenapi.base-uri=https://host" + settings))
                .withMessageStartingWith("exactly one of tokenapi.access-token (TOKENAPI_ACCESS_TOKEN), ");
    }

    @Test
    void theSearchKeysAreThePropertiesOfTheModel() throws IllegalAccessException {
        Set<String> properties = new HashSet<>();
        for (Class<?> type = ApiTokenSummary.class; type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().startsWith("JSON_PROPERTY_")) {
                    properties.add((String) field.get(null));
                }
            }
        }
        properties.removeAll(Set.of("_links", "roles"));
        List<String> keys = new ArrayList<>();
        for (Field field : SearchKeys.class.getFields()) {
            keys.add((String) field.get(null));
        }

        assertThat(keys).containsExactlyInAnyOrderElementsOf(properties);
    }

    private static TokenApiClient.Builder environment(String settings) {
        Map<String, String> all = new HashMap<>();
        for (String setting : settings.split(",")) {
            String[] pair = setting.strip().split("=", 2);
            all.put(pair[0], pair[1]);
        }
        TokenApiClient.Builder builder = TokenApiClient.builder();
        new Environment(all::get, all::get).configure(builder);
        return builder;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-06-30T12:00:00Z",
                "2027-06-30 14:00:00+02:00",
                "2027-06-30t12:00:00.000z",
                "2027-06-30T12:00:00+0000",
                " 2027-06-30T12:00 "
            })
    void aDateIsReadAsItIsWritten(String text) {
        assertThat(Dates.parse(text)).map(date -> date.toInstant().toString()).contains("2027-06-30T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "never", "2027-06-31T12:00:00Z", "1814356800000"})
    void whatIsNotADateIsNone(String text) {
        assertThat(Dates.parse(text)).isEmpty();
        assertThat(Dates.parse(null)).isEqualTo(Optional.empty());
    }
}
