package org.tokenapi.contract.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Finding;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * Records traffic with secrets redacted: counts it, says at once what violates the document, and writes each exchange
 * to {@code traffic.json} as it ends. The file is complete when the recording is closed; before, only its end is
 * missing. Thread-safe.
 */
public final class Traffic implements AutoCloseable {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How often the same violation is told; further ones are counted. */
    private static final int TOLD = 5;

    private final Redactor redactor;
    private final ClientCoverage client;
    private final Consumer<String> lines;
    private final @Nullable Path file;
    private final @Nullable Writer writer;
    private final Map<String, Integer> told = new HashMap<>();
    private long exchanges;
    private long violating;
    private long failures;
    private boolean closed;
    private @Nullable IOException unwritten;

    /**
     * Starts to record.
     *
     * @param document the document of the traffic, which declares what is a secret
     * @param fixtures the rows that need no proof by a client
     * @param directory where to write {@code traffic.json}, which is created if necessary; null to write nothing
     * @param lines gets a line for each violation, in one thread at a time
     * @throws IOException if the directory or the file can't be written
     */
    public Traffic(OpenApiDocument document, Fixtures fixtures, @Nullable Path directory, Consumer<String> lines)
            throws IOException {
        this.redactor = new Redactor(document);
        this.client = new ClientCoverage(document, fixtures);
        this.lines = lines;
        this.file = directory == null ? null : directory.resolve("traffic.json");
        if (directory == null) {
            this.writer = null;
        } else {
            Files.createDirectories(directory);
            this.writer = Files.newBufferedWriter(directory.resolve("traffic.json"));
            writer.write("{\n\"exchanges\" : [");
        }
    }

    /**
     * Adds an exchange. It is dropped after {@link #close}.
     *
     * @param verdict on the exchange, checked with evidence
     */
    public void add(Verdict verdict) {
        redactor.learn(verdict.exchange());
        Verdict shown = redactor.redact(verdict);
        synchronized (this) {
            if (!closed) {
                record(shown);
            }
        }
    }

    private void record(Verdict shown) {
        client.add(shown);
        violating += shown.violations().isEmpty() ? 0 : 1;
        for (Finding violation : shown.violations()) {
            tell(violation.rule() + violation.pointer(), shown.exchange().request() + ": " + violation);
        }
        if (writer != null) {
            try {
                writer.write((exchanges == 0 ? "\n" : ",\n") + MAPPER.writeValueAsString(json(shown)));
                // So that an end without warning loses nothing.
                writer.flush();
            } catch (IOException e) {
                unwritten = e;
                tell("file", "can't write " + file + ": " + e.getMessage());
            }
        }
        exchanges++;
    }

    /**
     * Adds a request that got no response from the server, which is a fault of the run and not of the server.
     *
     * @param reason the request and what happened, in one line without secrets
     */
    public synchronized void fail(String reason) {
        failures++;
        tell("", "✗ " + reason);
    }

    private void tell(String kind, String line) {
        int times = told.merge(kind, 1, Integer::sum);
        if (times <= TOLD) {
            lines.accept(line);
        } else if (times == TOLD + 1) {
            lines.accept("… and more of this kind, which are only counted");
        }
    }

    private static ObjectNode json(Verdict verdict) {
        ObjectNode exchange = MAPPER.createObjectNode();
        exchange.put("request", verdict.exchange().request().toString());
        exchange.put("status", verdict.exchange().response().status());
        exchange.set("violations", Reports.findings(verdict.violations()));
        if (!verdict.violations().isEmpty()) {
            Messages.put(exchange.putObject("sent"), verdict.exchange().request());
            Messages.put(exchange.putObject("received"), verdict.exchange().response());
        }
        return exchange;
    }

    /** What the traffic so far proves for the client. */
    public synchronized Coverage coverage() {
        return client.coverage();
    }

    /** How many exchanges violate the document. */
    public synchronized long violating() {
        return violating;
    }

    /** How many requests got no response. */
    public synchronized long failures() {
        return failures;
    }

    /** The traffic so far in a few lines for a terminal. */
    public synchronized List<String> summary() {
        Coverage coverage = client.coverage();
        List<String> summary = new ArrayList<>();
        summary.add(exchanges + " exchanges, " + violating + " with violations"
                + (failures == 0 ? "" : "; " + failures + " requests without a response"));
        summary.add("coverage by the client " + Summary.coverage(coverage));
        if (file != null) {
            summary.add("  " + file);
        }
        return summary;
    }

    /**
     * Ends the recording, and completes the file: after the exchanges, with both messages of those that violate the
     * document, it has each row of the coverage matrix with what proves it for the client.
     *
     * @throws IOException if the file can't be written
     */
    @Override
    public synchronized void close() throws IOException {
        if (unwritten != null) {
            throw unwritten;
        }
        if (!closed && writer != null) {
            writer.write("\n],\n\"failures\" : " + failures + ",\n\"rows\" : "
                    + MAPPER.writeValueAsString(Reports.rows(client.coverage())) + "\n}\n");
            writer.close();
        }
        closed = true;
    }

    /**
     * Reads the coverage of an earlier run.
     *
     * @param file a file that a recording wrote
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
}
