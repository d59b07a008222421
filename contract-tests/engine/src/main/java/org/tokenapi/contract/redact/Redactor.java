package org.tokenapi.contract.redact;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Exchange.Response;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.SecretNames;
import org.tokenapi.contract.check.Shape;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.OpenApiDocument.Route;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.SecurityScheme;

/**
 * Redacts the secrets of exchanges.
 *
 * <p>Secrets are: what the document marks as {@code format: password}, in any part of a message; properties with the
 * name of such a value; credentials; cookies. The values of headers and query parameters that neither the document nor
 * HTTP defines are redacted as well. A body that is neither JSON nor a declared form is described and not shown. A
 * secret of one exchange is redacted in all exchanges, wherever it appears, if it has six characters or more; a shorter
 * one is redacted in its own place, because it also occurs as an ordinary word.
 *
 * <p>Thread-safe.
 */
public final class Redactor {
    private final OpenApiDocument document;
    private final KnownSecrets secrets;
    private final HeadRedactor heads;
    private final BodyRedactor bodies;

    /** A redactor that knows the declared places of secrets and has not yet seen an exchange. */
    public Redactor(OpenApiDocument document) {
        this.document = document;
        this.secrets = new KnownSecrets(names(document));
        this.heads = new HeadRedactor(document, secrets, parameter -> holdsSecret(document, parameter));
        this.bodies = new BodyRedactor(document, secrets);
    }

    /**
     * Learns the secrets of an exchange. Call this for all exchanges before redacting the first: a text that was
     * redacted earlier may still show a secret that was learned later.
     */
    public void learn(Exchange exchange) {
        Parts parts = Parts.of(document, exchange.request());
        heads.target(exchange.request(), parts.routes, parts.parameters);
        heads.headers(exchange.request().headers(), parts.parameters, true);
        heads.headers(exchange.response().headers(), parts.headers, false);
        bodies.learn(exchange.request().headers(), exchange.request().body(), parts.requestBodies);
        bodies.learn(exchange.response().headers(), exchange.response().body(), parts.responseBodies);
    }

    /** The verdict without secrets. Bodies are formatted for people, and long ones are cut. */
    public Verdict redact(Verdict verdict) {
        return new Verdict(
                redact(verdict.exchange()),
                verdict.operation(),
                verdict.findings().stream().map(this::redact).toList(),
                verdict.evidence());
    }

    /** The exchange without secrets. Bodies are formatted for people, and long ones are cut. */
    public Exchange redact(Exchange exchange) {
        Parts parts = Parts.of(document, exchange.request());
        Response response = exchange.response();
        return new Exchange(
                redact(exchange.request(), parts),
                new Response(
                        response.status(),
                        heads.headers(response.headers(), parts.headers, false),
                        bodies.redact(response.headers(), response.body(), parts.responseBodies)));
    }

    /** The request without secrets. The body is formatted for people, and a long one is cut. */
    public Request redact(Request request) {
        return redact(request, Parts.of(document, request));
    }

    private Request redact(Request request, Parts parts) {
        return new Request(
                request.method(),
                heads.target(request, parts.routes, parts.parameters),
                heads.headers(request.headers(), parts.parameters, true),
                bodies.redact(request.headers(), request.body(), parts.requestBodies));
    }

    /** A finding may quote a secret of another part of the message. */
    private Finding redact(Finding finding) {
        return new Finding(
                finding.severity(),
                finding.side(),
                finding.rule(),
                finding.pointer(),
                secrets.line(finding.place()),
                finding.expected(),
                secrets.line(finding.actual()),
                finding.position());
    }

    /** The declarations that apply to an exchange. */
    private record Parts(
            List<Route> routes,
            List<Parameter> parameters,
            List<Content> requestBodies,
            List<Parameter> headers,
            List<Content> responseBodies) {

        /** Those of the operation, or of all operations on the path if the method is not declared. */
        static Parts of(OpenApiDocument document, Request request) {
            List<Route> routes = document.routes(request.path());
            List<Operation> all = routes.stream().map(Route::operation).toList();
            List<Operation> meant = all.stream()
                    .filter(operation -> operation.method().equals(request.method()))
                    .toList();
            List<Operation> operations = meant.isEmpty() ? all : meant;
            return new Parts(
                    routes,
                    operations.stream()
                            .flatMap(one -> one.parameters().stream())
                            .toList(),
                    operations.stream()
                            .map(Operation::requestBody)
                            .flatMap(Stream::ofNullable)
                            .map(RequestBody::content)
                            .flatMap(List::stream)
                            .toList(),
                    operations.stream()
                            .flatMap(one -> one.responses().stream())
                            .flatMap(response -> response.headers().stream())
                            .toList(),
                    operations.stream()
                            .flatMap(one -> one.responses().stream())
                            .flatMap(response -> response.content().stream())
                            .toList());
        }
    }

    /** The names of properties, parameters, headers and API keys that contain secrets. */
    private static Set<String> names(OpenApiDocument document) {
        Set<String> names = new HashSet<>(SecretNames.of(document));
        for (Operation operation : document.operations()) {
            Stream.concat(
                            operation.parameters().stream(),
                            operation.responses().stream().flatMap(response -> response.headers().stream()))
                    .filter(parameter -> holdsSecret(document, parameter))
                    .forEach(parameter -> names.add(parameter.name()));
            operation.security().stream()
                    .flatMap(List::stream)
                    .map(SecurityScheme::parameterName)
                    .flatMap(Stream::ofNullable)
                    .forEach(names::add);
        }
        return names;
    }

    /** Whether the value contains a secret, in any part of it: lists and objects are written as one text. */
    private static boolean holdsSecret(OpenApiDocument document, Parameter parameter) {
        return Stream.concat(
                        Stream.ofNullable(parameter.schema()),
                        Stream.ofNullable(parameter.content())
                                .map(Content::schema)
                                .flatMap(Stream::ofNullable))
                .anyMatch(schema -> new Shape(document, schema).holdsSecret());
    }
}
