package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Response;

/** The examples of the document conform to the document. */
final class DocumentExamplesTest {
    private final OpenApiDocument document = TokenApi.document();
    private final ExchangeChecker checker = new ExchangeChecker(document);

    @Test
    void conform() {
        List<String> findings = new ArrayList<>();
        int examples = 0;
        for (Operation operation : document.operations()) {
            for (Example example : operation.requestBody().content().get(0).examples()) {
                examples++;
                check(operation, example, operation.responses().get(0), findings);
            }
            for (Response response : operation.responses()) {
                check(
                        operation,
                        operation.requestBody().content().get(0).examples().get(0),
                        response,
                        findings);
                examples += response.content().get(0).examples().size();
            }
        }

        assertThat(findings).isEmpty();
        assertThat(examples).isGreaterThan(50);
    }

    private void check(Operation operation, Example request, Response response, List<String> findings) {
        RawCall call =
                RawCall.conforming(operation, "token").body(request.value().toString());
        Map<String, List<String>> headers = new TreeMap<>();
        call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        String base = "http://host";
        for (Content content : response.content()) {
            for (Example example : content.examples()) {
                Map<String, List<String>> responseHeaders =
                        new TreeMap<>(Map.of("Content-Type", List.of(content.key())));
                for (Parameter header : response.headers()) {
                    responseHeaders.put(
                            header.name(),
                            List.of(header.examples().get(0).value().stringValue()));
                }
                Exchange exchange = new Exchange(
                        new Exchange.Request(
                                operation.method(),
                                call.toRequest(URI.create(base))
                                        .uri()
                                        .toString()
                                        .substring(base.length()),
                                Headers.of(headers),
                                call.body().getBytes(StandardCharsets.UTF_8)),
                        new Exchange.Response(
                                Integer.parseInt(response.status()),
                                Headers.of(responseHeaders),
                                example.value().toString().getBytes(StandardCharsets.UTF_8)));
                checker.check(exchange).findings().forEach(finding -> findings.add(example.pointer() + ": " + finding));
            }
        }
    }
}
