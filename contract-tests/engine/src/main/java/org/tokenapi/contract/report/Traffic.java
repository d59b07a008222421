package org.tokenapi.contract.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.redact.Redactor;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import org.tokenapi.contract.verify.ClientCoverage;
import org.tokenapi.contract.verify.Coverage;
import org.tokenapi.contract.verify.Requirement;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sums up traffic that passed by, without its secrets. */
public final class Traffic {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final List<Verdict> verdicts;
    private final Coverage coverage;

    /**
     * @param document says what a secret is
     * @param fixtures tell which rows need no proof by a client
     */
    public Traffic(OpenApiDocument document, Fixtures fixtures, List<Verdict> verdicts) {
        Redactor redactor = new Redactor(document);
        verdicts.forEach(verdict -> redactor.learn(verdict.exchange()));
        this.verdicts = verdicts.stream().map(redactor::redact).toList();
        ClientCoverage client = new ClientCoverage(document, fixtures);
        this.verdicts.forEach(client::add);
        this.coverage = client.coverage();
    }

    /** What the traffic proves on the side of the client. */
    public Coverage coverage() {
        return coverage;
    }

    /**
     * Reads what the traffic of an earlier run proved.
     *
     * @param file as {@link #write} makes it
     * @throws UnreadableDocumentException if it is another kind of file
     */
    public static Coverage coverage(Path file) {
        JsonNode root;
        try {
            root = MAPPER.readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw new UnreadableDocumentException(file.toString(), "as JSON", "can't be read");
        }
        List<Requirement> rows = new ArrayList<>();
        for (JsonNode row : root.path("rows")) {
            List<String> evidence = new ArrayList<>();
            row.path("evidence").forEach(one -> evidence.add(one.asString()));
            rows.add(new Requirement(
                    row.path("operation").asString(),
                    Side.valueOf(row.path("side").asString()),
                    row.path("pointer").asString(),
                    evidence,
                    row.path("reason").asStringOpt().orElse(null)));
        }
        if (rows.isEmpty()) {
            throw new UnreadableDocumentException(
                    file.toString(),
                    "as a report of traffic",
                    "has no rows; 'contract mock --report' writes such a file");
        }
        return new Coverage(rows);
    }

    /** Lines for a terminal: each violation, the numbers, and what the client did not make use of. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        long violating = 0;
        for (Verdict verdict : verdicts) {
            violating += verdict.violations().isEmpty() ? 0 : 1;
            verdict.violations()
                    .forEach(violation -> lines.add(verdict.exchange().request() + ": " + violation));
        }
        lines.add(verdicts.size() + " exchanges, " + violating + " of them violate the document");
        lines.add(String.format(
                Locale.ROOT,
                "the client covers %.1f %% of %d rows",
                coverage.share(),
                coverage.rows().size()));
        return lines;
    }

    /**
     * Writes {@code traffic.json} into a directory, which is made if it isn't there: each exchange, and both messages of
     * those that violate the document; and each row of the matrix with what proves it on the side of the client.
     */
    public Path write(Path directory) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode exchanges = root.putArray("exchanges");
        for (Verdict verdict : verdicts) {
            ObjectNode exchange = exchanges.addObject();
            exchange.put("request", verdict.exchange().request().toString());
            exchange.put("status", verdict.exchange().response().status());
            exchange.set("violations", Reports.findings(verdict.violations()));
            if (!verdict.violations().isEmpty()) {
                Messages.put(exchange.putObject("sent"), verdict.exchange().request());
                Messages.put(exchange.putObject("answered"), verdict.exchange().response());
            }
        }
        root.set("rows", Reports.rows(coverage));
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve("traffic.json"), MAPPER.writeValueAsString(root) + "\n");
    }
}
