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

/** Summarizes recorded traffic, with secrets redacted. */
public final class Traffic {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final List<Verdict> verdicts;
    private final Coverage coverage;

    /**
     * Summarizes exchanges.
     *
     * @param document the document of the traffic, which declares what is a secret
     * @param fixtures the rows that need no proof by a client
     * @param verdicts the exchanges, checked with evidence
     */
    public Traffic(OpenApiDocument document, Fixtures fixtures, List<Verdict> verdicts) {
        Redactor redactor = new Redactor(document);
        verdicts.forEach(verdict -> redactor.learn(verdict.exchange()));
        this.verdicts = verdicts.stream().map(redactor::redact).toList();
        ClientCoverage client = new ClientCoverage(document, fixtures);
        this.verdicts.forEach(client::add);
        this.coverage = client.coverage();
    }

    /** What the traffic proves for the client. */
    public Coverage coverage() {
        return coverage;
    }

    /**
     * Reads the coverage of an earlier run.
     *
     * @param file a file that {@link #write} made
     * @throws UnreadableDocumentException if the file can't be read, or has another format
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
                    "as traffic.json",
                    "has no rows; use a file that 'contract mock --report' or 'contract proxy --report' wrote");
        }
        return new Coverage(rows);
    }

    /** Lines for a terminal: each violation, the number of exchanges, and the client's coverage. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        long violating = 0;
        for (Verdict verdict : verdicts) {
            violating += verdict.violations().isEmpty() ? 0 : 1;
            verdict.violations()
                    .forEach(violation -> lines.add(verdict.exchange().request() + ": " + violation));
        }
        lines.add(verdicts.size() + " exchanges, " + violating + " with violations");
        lines.add(String.format(
                Locale.ROOT,
                "the client covers %.1f %% of %d rows",
                coverage.share(),
                coverage.rows().size()));
        return lines;
    }

    /**
     * Writes {@code traffic.json}: each exchange, with both messages if it violates the document, and each row of the
     * coverage matrix with what proves it for the client.
     *
     * @param directory the target directory; created if it does not exist
     * @return the file
     * @throws IOException if the directory or the file can't be written
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
