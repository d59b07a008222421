package org.tokenapi.contract.wiremock;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.wiremock.Step.Judged;

/**
 * Checks each exchange before its response is sent, so that the verdict is available when the client has the response.
 * Adds a header to responses of exchanges with violations. Thread-safe.
 */
final class CheckingTransformer implements ResponseTransformerV2 {
    static final String HEADER = "X-Contract-Violations";

    private static final int SHOWN = 5;

    private final Function<Exchange, Verdict> check;
    private final Judged unscripted;
    private final Queue<Verdict> verdicts = new ConcurrentLinkedQueue<>();

    /** @param unscripted how to check responses that no script defines */
    CheckingTransformer(Function<Exchange, Verdict> check, Judged unscripted) {
        this.check = check;
        this.unscripted = unscripted;
    }

    @Override
    public String getName() {
        return "contract";
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
        Parameters parameters = event.getResponseDefinition().getTransformerParameters();
        Judged judged = parameters == null || !parameters.containsKey(Step.PARAMETER)
                ? unscripted
                : Judged.valueOf(parameters.getString(Step.PARAMETER));
        Exchange.Response checked = judged == Judged.AS_NONE ? Exchange.Response.none() : response(response);
        Verdict whole = check.apply(new Exchange(request(event.getRequest()), checked));
        Verdict verdict = judged == Judged.AS_DECLARED ? whole : whole.ofRequest();
        verdicts.add(verdict);
        List<Finding> violations = verdict.violations();
        if (violations.isEmpty()) {
            return response;
        }
        String pointers = violations.stream()
                .limit(SHOWN)
                .map(violation -> ascii(violation.pointer()))
                .collect(Collectors.joining(" "));
        return Response.Builder.like(response)
                .but()
                .headers(response.getHeaders().plus(new HttpHeader(HEADER, violations.size() + " " + pointers)))
                .build();
    }

    /** The pointer with all characters replaced that a header can't contain. */
    private static String ascii(String pointer) {
        return pointer.replaceAll("[^!-~]", "?");
    }

    List<Verdict> takeVerdicts() {
        List<Verdict> taken = new ArrayList<>();
        for (Verdict verdict = verdicts.poll(); verdict != null; verdict = verdicts.poll()) {
            taken.add(verdict);
        }
        return taken;
    }

    static Exchange.Request request(com.github.tomakehurst.wiremock.http.Request request) {
        // WireMock has decompressed the body and kept the header.
        Headers headers = headers(request.getHeaders()).without("Content-Encoding");
        return new Exchange.Request(request.getMethod().value(), request.getUrl(), headers, bytes(request.getBody()));
    }

    private static Exchange.Response response(Response response) {
        return new Exchange.Response(response.getStatus(), headers(response.getHeaders()), bytes(response.getBody()));
    }

    private static Headers headers(@Nullable HttpHeaders headers) {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (headers != null) {
            headers.all().forEach(header -> fields.put(header.key(), header.values()));
        }
        return Headers.of(fields);
    }

    private static byte[] bytes(byte @Nullable [] body) {
        return body == null ? new byte[0] : body;
    }
}
