package org.tokenapi.referenceserver.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailedCredentialsTest {
    private final FailedCredentials failures = new FailedCredentials(new ManualClock());

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff, true",
        "2001:db8:0:1::1, 2001:0db8:0000:0001:0:0:0:2, true",
        "2001:db8:0:1::1, 2001:db8:0:2::1, false",
        "fe80::1%eth0, fe80::2, true",
        "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
        "caller:1, caller:1, true",
        "caller:1, caller:2, false",
    })
    void failuresOfOneAddressSlowItsNetworkDown(String one, String other, boolean isSlow) {
        for (int i = 0; i < FailedCredentials.FREE; i++) {
            failures.count(one);
        }

        assertThat(failures.secondsToWait(other) > 0).isEqualTo(isSlow);
    }
}
