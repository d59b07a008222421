package org.tokenapi.contract.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Exchange.Response;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.spec.OpenApiDocument;

/** Requests of a faulty client: each differs from a conforming one in one place. */
final class LibraryClientFaultsTest {
    private static final String BOOK = "{'isbn': '978-0140449136', 'title': 'The Odyssey', 'pages': 541}";
    private static final String FULL = "application/vnd.library.book+json;profile=full;version=2";

    private final ExchangeChecker checker =
            new ExchangeChecker(OpenApiDocument.parse("library.yaml", LibraryBenchTest.resource("library.yaml")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST /books | POST /catalogue | UNDECLARED_PATH",
                "POST /books | POST /lending/v2/books | UNDECLARED_PATH",
                "POST /books | PATCH /books | UNDECLARED_METHOD",
                "X-Library-Key: k | | MISSING_CREDENTIALS",
                "X-Library-Key: k | X-Library-Key: | MISSING_CREDENTIALS",
                "X-Library-Key: k | Authorization: Bearer abc | INVALID_CREDENTIALS",
                "X-Library-Key: k | Authorization: Basic abc | INVALID_CREDENTIALS",
                "Request-Id: 0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01 | | MISSING_PARAMETER",
                "Request-Id: 0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01 | Request-Id: 1 | SCHEMA",
                "profile=full;version=2 | profile=full | MEDIA_TYPE",
                "profile=full;version=2 | profile=full;version=3 | MEDIA_TYPE",
                "profile=full;version=2 | profile=full;version=2;draft=1 | MEDIA_TYPE",
                "application/vnd.library.book+json;profile=full;version=2 | text/xml | MEDIA_TYPE",
                "Content-Type: application/vnd.library.book+json;profile=full;version=2 | | MISSING_CONTENT_TYPE",
                "Accept: application/json | Accept: text/html | NOT_ACCEPTED",
                "541} | 541 | MALFORMED_BODY",
                "541} | 541}{} | MALFORMED_BODY",
                "541} | 541, 'pages': 541} | MALFORMED_BODY",
                "541} | 541, 'id': 1} | SCHEMA",
                "541} | '541'} | SCHEMA",
                "541} | 5001} | SCHEMA",
                "541} | 541, 'tags': ['art', 'art']} | SCHEMA",
                "541} | 541, 'price': 0.07} | SCHEMA",
                "541} | 541, 'place': {'row': 1}} | SCHEMA",
                "541} | 541, 'place': {'box': 'B', 'row': 1, 'level': 5}} | SCHEMA",
                "541} | null} | SCHEMA",
                "'title': 'The Odyssey', | | SCHEMA",
                "'978-0140449136' | '0140449136' | SCHEMA",
            })
    void findsTheFaultOfAClient(String part, String spoilt, String rule) {
        String conforming = "POST /books\nX-Library-Key: k\nRequest-Id: 0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01\n"
                + "Accept: application/json\nContent-Type: " + FULL + "\n\n" + BOOK;
        assertThatItIsFound(conforming, part, spoilt, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "desk=2 | desk=1 | SCHEMA",
                "desk=2 | desk=2.5 | SCHEMA",
                "desk=2 | desk=2&desk=3 | REPEATED_PARAMETER",
                "?desk=2 | | MISSING_PARAMETER",
                "member=1000 | member=999 | SCHEMA",
                "member=1000 | member=a | SCHEMA",
                "&isbn=978-0140449136 | | SCHEMA",
                "&notes=a | &notes=a&notes=b&notes=c | SCHEMA",
                "&notes=a | &club=a | SCHEMA",
                "member=1000&isbn=978-0140449136&notes=a | | SCHEMA",
            })
    void findsTheFaultOfAForm(String part, String spoilt, String rule) {
        String conforming = "POST /loans?desk=2\nX-Library-Key: k\nAccept: */*\n"
                + "Content-Type: application/x-www-form-urlencoded\n\nmember=1000&isbn=978-0140449136&notes=a";
        assertThatItIsFound(conforming, part, spoilt, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tag=art&tag=science | tag=art&tag=art | SCHEMA",
                "tag=art&tag=science | tag=art,science | SCHEMA",
                "shelf=1,2 | shelf=1 | SCHEMA",
                "shelf=1,2 | shelf=1,901 | SCHEMA",
                "shelf=1,2 | shelf=1%2C2 | SCHEMA",
                "since=2028-02-29 | since=2027-02-29 | SCHEMA",
                "X-Branch: OSL | X-Branch: Oslo | SCHEMA",
                "theme=dark | theme=blue | SCHEMA",
                "reserved=true | reserved=yes | SCHEMA",
            })
    void findsTheFaultOfAQuery(String part, String spoilt, String rule) {
        String conforming = "GET /books?tag=art&tag=science&shelf=1,2&since=2028-02-29&reserved=true\n"
                + "X-Library-Key: k\nX-Branch: OSL\nCookie: other=1; theme=dark\nAccept: application/json\n\n";
        assertThatItIsFound(conforming, part, spoilt, rule);
    }

    @Test
    void findsABodyWhereTheStatusAllowsNone() {
        Request request = request("DELETE /books/978-0140449136\nX-Library-Key: k\n\n");
        Response response = new Response(
                204,
                Headers.of(Map.of("Content-Type", List.of("text/plain"))),
                "gone".getBytes(StandardCharsets.UTF_8));
        assertThat(checker.check(new Exchange(request, response)).violations())
                .extracting(finding -> finding.rule().name())
                .containsExactly("UNDECLARED_BODY");
    }

    @Test
    void takesHeaderNamesInAnyCase() {
        Request request = request("GET /hours\nCOOKIE: visitor=anna\nACCEPT: text/plain;charset=utf-8\n\n");
        Response response = new Response(
                200,
                Headers.of(Map.of("CONTENT-TYPE", List.of("text/plain"))),
                "10-18".getBytes(StandardCharsets.UTF_8));
        assertThat(checker.check(new Exchange(request, response)).violations()).isEmpty();
    }

    /** @param spoilt the replacement of the part; null to remove it */
    private void assertThatItIsFound(String conforming, String part, String spoilt, String rule) {
        assertThat(conforming).contains(part);
        assertThat(rules(conforming)).isEmpty();
        assertThat(rules(conforming.replace(part, spoilt == null ? "" : spoilt)))
                .contains(rule);
    }

    private List<String> rules(String text) {
        Exchange exchange = new Exchange(request(text), new Response(200, Headers.of(Map.of()), new byte[0]));
        return checker.check(exchange).violations(Side.REQUEST).stream()
                .map(Finding::rule)
                .map(Enum::name)
                .toList();
    }

    private static Request request(String text) {
        String[] parts = text.split("\n\n", 2);
        String[] lines = parts[0].split("\n");
        String[] first = lines[0].split(" ");
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : List.of(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).trim());
            }
        }
        String target = first[1].startsWith("/lending") ? first[1] : "/lending/v1" + first[1];
        return new Request(
                first[0].toUpperCase(Locale.ROOT),
                target,
                Headers.of(headers),
                parts[1].replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
