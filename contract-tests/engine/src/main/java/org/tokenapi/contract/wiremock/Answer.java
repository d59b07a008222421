package org.tokenapi.contract.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.Map;

/**
 * An answer that the document has for a request. Immutable.
 *
 * @param name that of the example; see {@link Answers} for what is none
 * @param headers with the media type of the body
 * @param body empty if there is none
 */
record Answer(String name, Map<String, String> headers, byte[] body) {

    ResponseDefinitionBuilder response(int status) {
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder().withStatus(status);
        headers.forEach(response::withHeader);
        return body.length == 0 ? response : response.withBody(body);
    }
}
