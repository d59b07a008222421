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
 * Takes the secrets out of exchanges, so that people may see the rest.
 *
 * <p>A secret is what the document marks as {@code format: password}, in any part of a message; a property that has the
 * name of such a one; credentials and cookies. What the document doesn't know is no better known to be harmless: values of
 * other headers and query parameters are masked unless HTTP itself defines them, and a body that can't be read as JSON or a
 * form is only described. What is known to be a secret in one exchange is masked in all of them wherever it stands; shorter
 * values than six characters in their own place alone, because they are words of other texts as well.
 *
 * <p>Thread-safe.
 */
public final class Redactor {
    private final OpenApiDocument document;
    private final KnownSecrets secrets;
    private final HeadRedactor heads;
    private final BodyRedactor bodies;

    /** One that knows no secrets but those of the exchanges that it is given. */
    public Redactor(OpenApiDocument document) {
        this.document = document;
        this.secrets = new KnownSecrets(names(document));
        this.heads = new HeadRedactor(document, secrets, parameter -> holdsSecret(document, parameter));
        this.bodies = new BodyRedactor(document, secrets);
    }

    /** Learns the secrets of an exchange: from now on they are masked wherever they stand. */
    public void learn(Exchange exchange) {
        Parts parts = Parts.of(document, exchange.request());
        heads.target(exchange.request(), parts.routes, parts.parameters);
        heads.headers(exchange.request().headers(), parts.parameters, true);
        heads.headers(exchange.response().headers(), parts.headers, false);
        bodies.learn(exchange.request().headers(), exchange.request().body(), parts.requestBodies);
        bodies.learn(exchange.response().headers(), exchange.response().body(), parts.responseBodies);
    }

    /** Without the secrets; the bodies are written for people, and long ones are cut. */
    public Verdict redact(Verdict verdict) {
        return new Verdict(
                redact(verdict.exchange()),
                verdict.operation(),
                verdict.findings().stream().map(this::redact).toList(),
                verdict.evidence());
    }

    /** Without the secrets; the bodies are written for people, and long ones are cut. */
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

    /** Without the secrets; the body is written for people, and a long one is cut. */
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

    /** What a finding quotes of the message may hold the secret of another place. */
    private Finding redact(Finding finding) {
        return new Finding(
                finding.severity(),
                finding.side(),
                finding.rule(),
                finding.pointer(),
                secrets.line(finding.place()),
                finding.expected(),
                secrets.line(finding.actual()));
    }

    /** What the document has for the messages of an exchange. */
    private record Parts(
            List<Route> routes,
            List<Parameter> parameters,
            List<Content> requestBodies,
            List<Parameter> headers,
            List<Content> responseBodies) {

        /** Of the operation that is meant, or of all on its path where its method is none of them. */
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

    /** The names of secrets: of properties, of parameters and headers, and of API keys. */
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

    /** Whether any part of the value is one: lists and objects are written as one text. */
    private static boolean holdsSecret(OpenApiDocument document, Parameter parameter) {
        return Stream.concat(
                        Stream.ofNullable(parameter.schema()),
                        Stream.ofNullable(parameter.content())
                                .map(Content::schema)
                                .flatMap(Stream::ofNullable))
                .anyMatch(schema -> new Shape(document, schema).holdsSecret());
    }
}
