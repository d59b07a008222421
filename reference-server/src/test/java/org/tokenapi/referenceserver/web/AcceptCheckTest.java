package org.tokenapi.referenceserver.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

final class AcceptCheckTest {
    private static final MediaType PLAIN = MediaType.parseMediaType("application/vnd.example+json");
    private static final MediaType VERSIONED = MediaType.parseMediaType("application/json;version=39.0");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/*",
                "application/vnd.example+json",
                "APPLICATION/VND.EXAMPLE+JSON;q=0.1",
                "application/vnd.example+json;charset=utf-8",
                "text/html, application/*;q=0.5",
                "text/html, */*;q=0.001",
                "application/vnd.example+json, */*;q=0",
            })
    void admitsAPlainMediaType(String accept) {
        assertThat(AcceptCheck.admits(List.of(accept), PLAIN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/problem+json",
                "text/*",
                "*/*;q=0",
                "application/vnd.example+json;q=0, */*",
                "application/vnd.example+json;version=1",
                "nonsense",
                "application/vnd.example+json;q=2",
            })
    void refusesWhatDoesNotAdmitAPlainMediaType(String accept) {
        assertThat(AcceptCheck.admits(List.of(accept), PLAIN)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;version=39.0",
                "application/json; version=\"39.0\"",
                "Application/JSON;VERSION=39.0;q=0.9",
                "application/json;q=0.1, application/json;version=39.0",
            })
    void admitsAVersion(String accept) {
        assertThat(AcceptCheck.admits(List.of(accept), VERSIONED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/*",
                "application/json",
                "application/json;version=38.1",
                "application/json;version=39.00",
                "application/json;version=39.0;q=0",
                "application/problem+json;version=39.0",
            })
    void demandsTheVersion(String accept) {
        assertThat(AcceptCheck.admits(List.of(accept), VERSIONED)).isFalse();
    }

    @Test
    void admitsEverythingWithoutAHeader() {
        assertThat(AcceptCheck.admits(List.of(), PLAIN)).isTrue();
        assertThat(AcceptCheck.admits(List.of(), VERSIONED)).isFalse();
    }

    @Test
    void readsSeveralHeadersAsOne() {
        assertThat(AcceptCheck.admits(List.of("text/html", "application/json;version=39.0"), VERSIONED))
                .isTrue();
    }
}
