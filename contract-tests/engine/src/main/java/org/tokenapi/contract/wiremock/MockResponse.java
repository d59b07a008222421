package org.tokenapi.contract.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.Map;

/**
 * A response that the mock can send. Immutable.
 *
 * @param name the name of the example, or one of the names in {@link MockResponses}
 * @param headers the headers, with {@code Content-Type} if there is a body
 * @param body empty if there is none
 */
record MockResponse(String name, Map<String, String> headers, byte[] body) {

    ResponseDefinitionBuilder response(int status) {
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder().withStatus(status);
        headers.forEach(response::withHeader);
        return body.length == 0 ? response : response.withBody(body);
    }
}
