package org.tokenapi.contract.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tokenapi.contract.check.Masking;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sums up traffic that passed by, without its secrets. */
public final class Traffic {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final List<Verdict> verdicts;

    /** @param document says what a secret is */
    public Traffic(OpenApiDocument document, List<Verdict> verdicts) {
        Masking masking =
                new Masking(document, verdicts.stream().map(Verdict::exchange).toList());
        this.verdicts = verdicts.stream().map(masking::mask).toList();
    }

    /** Lines for a terminal: each violation, and the numbers. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        long violating = 0;
        for (Verdict verdict : verdicts) {
            violating += verdict.violations().isEmpty() ? 0 : 1;
            verdict.violations()
                    .forEach(violation -> lines.add(verdict.exchange().request() + ": " + violation));
        }
        lines.add(verdicts.size() + " exchanges, " + violating + " of them violate the document");
        return lines;
    }

    /**
     * Writes {@code traffic.json} into a directory, which is made if it isn't there: each exchange, and both messages of
     * those that violate the document.
     */
    public Path write(Path directory) throws IOException {
        ArrayNode exchanges = MAPPER.createArrayNode();
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
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve("traffic.json"), MAPPER.writeValueAsString(exchanges) + "\n");
    }
}
