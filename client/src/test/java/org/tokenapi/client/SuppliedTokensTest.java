package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SuppliedTokensTest {
    @RegisterExtension
    private static final ContractService SERVICE = new ContractService();

    @ParameterizedTest
    @EnumSource
    void aFixedTokenGoesWithEveryOperation(SampleCall operation) {
        SERVICE.client().send(operation.call());

        assertThat(SERVICE.request().headers().get("Authorization")).contains("Bearer access.token");
    }

    @Test
    void aFixedTokenIsNotSentAgainAfterA401() {
        SERVICE.on(SampleCall.SEARCH).respond(401);

        assertThat(SampleCall.failure(SERVICE.client(), SampleCall.SEARCH)).isInstanceOf(UnauthorizedException.class);
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void aSupplierIsAskedBeforeEachAttempt() {
        SERVICE.on(SampleCall.SEARCH).respond(500);
        AtomicInteger count = new AtomicInteger();

        client(() -> Secret.of("t" + count.incrementAndGet())).send(SampleCall.SEARCH.call());

        assertThat(SERVICE.requests())
                .extracting(request -> request.headers().get("Authorization").orElseThrow())
                .containsExactly("Bearer t1", "Bearer t2");
    }

    static Stream<Supplier<Secret>> suppliersThatFail() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("s3cret");
                },
                () -> Secret.of("not a token s3cret"),
                () -> null);
    }

    @ParameterizedTest
    @MethodSource("suppliersThatFail")
    void aSupplierThatFailsIsACredentialsException(Supplier<Secret> supplier) {
        assertThat(SampleCall.failure(client(supplier), SampleCall.REGENERATE))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("triggerApiTokenAction: the supplier of access tokens failed with java.lang.")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
        assertThat(SERVICE.requests()).isEmpty();
    }

    @Test
    void anErrorOfASupplierDoesNotLeaveTheCallerWaiting() {
        SERVICE.on(SampleCall.SEARCH).respond(500);
        AtomicInteger count = new AtomicInteger();
        TokenApiClient client = client(() -> {
            if (count.incrementAndGet() > 1) {
                throw new NoClassDefFoundError("Vault");
            }
            return Secret.of("t");
        });

        assertThatThrownBy(() -> client.send(SampleCall.SEARCH.call()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "searchApiTokens failed because of a defect in the client, its HTTP client or its credentials; see the cause")
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "line\nbreak", "ä"})
    void rejectsAnInvalidTokenWithoutShowingIt(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.bearer(token))
                .withMessage("an access token must consist of letters, digits and -._~+/ (RFC 6750, section 2.1)");
    }

    @Test
    void refusesAnEmptySecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.bearer(""))
                .withMessage("a secret must not be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "half\ud83d"})
    void refusesATenantThatWouldMakeAnotherPath(String tenant) {
        Secret secret = Secret.of("s");
        assertThatIllegalArgumentException().isThrownBy(() -> Credentials.apiToken(tenant, secret));
        assertThatIllegalArgumentException().isThrownBy(() -> Credentials.client(tenant, "id", secret));
        assertThatIllegalArgumentException().isThrownBy(() -> Credentials.refreshToken(tenant, secret));
    }

    private static TokenApiClient client(Supplier<Secret> supplier) {
        return SERVICE.builder().credentials(Credentials.supplier(supplier)).build();
    }
}
