package org.tokenapi.contract.wiremock;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Verdict;

/** Checks each exchange before its answer leaves, so that whoever has the answer finds the verdict ready. */
final class ExchangeListener implements ServeEventListener {
    private final Function<Exchange, Verdict> check;
    private final Queue<Verdict> verdicts = new ConcurrentLinkedQueue<>();

    ExchangeListener(Function<Exchange, Verdict> check) {
        this.check = check;
    }

    @Override
    public String getName() {
        return "contract";
    }

    @Override
    public void beforeResponseSent(ServeEvent event, Parameters parameters) {
        verdicts.add(check.apply(new Exchange(request(event.getRequest()), response(event.getResponse()))));
    }

    List<Verdict> takeVerdicts() {
        List<Verdict> taken = new ArrayList<>();
        for (Verdict verdict = verdicts.poll(); verdict != null; verdict = verdicts.poll()) {
            taken.add(verdict);
        }
        return taken;
    }

    private static Exchange.Request request(LoggedRequest request) {
        // WireMock has unzipped the body, and kept the header that says that it is zipped.
        Headers headers = headers(request.getHeaders()).without("Content-Encoding");
        return new Exchange.Request(request.getMethod().value(), request.getUrl(), headers, bytes(request.getBody()));
    }

    private static Exchange.Response response(LoggedResponse response) {
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
