package org.tokenapi.contract.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.tokenapi.contract.cases.CallerCredentials;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.CaseGenerator;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.cases.Samples;
import org.tokenapi.contract.cases.Variation;
import org.tokenapi.contract.cases.Variations;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.MediaTypes;
import org.tokenapi.contract.check.Rule;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/**
 * Finds requests that the old version allows and the new one does not, and responses that the new version allows and
 * the old one does not. Each rule that they violate is a breaking change, unless one is known already in the same part.
 */
final class Counterexamples {
    /** Rules that are compared elsewhere: the cases have no credentials, and responses are compared on their own. */
    private static final Set<Rule> COMPARED_OTHERWISE =
            Set.of(Rule.MISSING_CREDENTIALS, Rule.INVALID_CREDENTIALS, Rule.NOT_ACCEPTED);

    private static final Exchange.Response NO_RESPONSE = new Exchange.Response(200, Headers.of(Map.of()), new byte[0]);

    private final Revision before;
    private final Revision after;
    private final Changes changes;

    Counterexamples(Revision before, Revision after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    /**
     * Checks the requests of the old version against the new one.
     *
     * @param operations the operations that are in both versions
     * @param notices receives the parts for which no request can be made
     */
    void requests(Set<Operation> operations, Consumer<String> notices) {
        CaseGenerator cases = new CaseGenerator(
                before.document().only(operations::contains),
                before.checker(),
                Fixtures.none(),
                CallerCredentials.placeholders(),
                Map.of());
        cases.gaps()
                .forEach(gap ->
                        notices.accept("can't make requests for " + gap.place() + "; only its schemas are compared"));
        for (Case one : cases.cases()) {
            Operation old = one.operation();
            Exchange exchange = new Exchange(one.request(), NO_RESPONSE);
            if (old == null) {
                continue;
            }
            List<Finding> broken = violations(after, exchange);
            if (broken.isEmpty() || !violations(before, exchange).isEmpty()) {
                continue;
            }
            for (Finding finding : broken) {
                String place = finding.place().equals("header Content-Type")
                        ? PartName.body(old)
                        : PartName.operation(old) + " " + finding.place();
                if (!changes.explain(Side.REQUEST, place)) {
                    changes.breaking(
                            Side.REQUEST,
                            place,
                            finding.rule().meaning() + ": " + finding.expected() + " (case " + one.name() + ")",
                            before.document().at(finding.pointer()).isMissingNode() ? null : finding.pointer(),
                            finding.pointer());
                }
            }
        }
    }

    private static List<Finding> violations(Revision version, Exchange exchange) {
        return version.checker().check(exchange).violations(Side.REQUEST).stream()
                .filter(finding -> !COMPARED_OTHERWISE.contains(finding.rule()))
                .toList();
    }

    /**
     * Checks responses of the new version against the old one.
     *
     * @param notices receives the parts for which no response can be made
     */
    void responses(Operation old, Operation now, Consumer<String> notices) {
        for (Response response : now.responses()) {
            int status = response.status().matches("\\d+") ? Integer.parseInt(response.status()) : 0;
            Response was = status == 0
                    ? old.responses().stream()
                            .filter(one -> one.status().equals(response.status()))
                            .findFirst()
                            .orElse(null)
                    : old.response(status).orElse(null);
            for (Content content : was == null ? List.<Content>of() : response.content()) {
                MediaTypes.find(was.content(), content.mediaType())
                        .ifPresent(same -> response(same, content, PartName.response(old, response.status()), notices));
            }
        }
    }

    private void response(Content old, Content now, String where, Consumer<String> notices) {
        SchemaRef allowed = now.schema();
        SchemaRef expected = old.schema();
        if (allowed == null || expected == null || !now.mediaType().isJson()) {
            return;
        }
        SchemaChecker schemas = after.schemas();
        List<JsonNode> values = new ArrayList<>();
        now.examples().stream().map(Example::value).forEach(values::add);
        values.add(new Samples(after.document()).conforming(allowed, schemas, Side.RESPONSE));
        for (JsonNode value : List.copyOf(values)) {
            if (schemas.broken(allowed, value, Side.RESPONSE).isEmpty()) {
                new Variations(
                                after.document(),
                                allowed,
                                value,
                                varied -> schemas.broken(allowed, varied, Side.RESPONSE))
                        .all().stream().filter(Variation::inside).forEach(varied -> values.add(varied.value()));
            }
        }
        values.removeIf(value -> !schemas.broken(allowed, value, Side.RESPONSE).isEmpty());
        if (values.isEmpty()) {
            notices.accept("can't make values for " + where + "; only its schemas are compared");
        }
        for (JsonNode value : values) {
            before.schemas().broken(expected, value, Side.RESPONSE).stream()
                    .filter(pointer -> !changes.explain(Side.RESPONSE, where))
                    .forEach(pointer -> changes.breaking(
                            Side.RESPONSE,
                            where,
                            "a response may violate the old " + pointer.substring(pointer.lastIndexOf('/') + 1),
                            pointer,
                            now.pointer()));
        }
    }
}
