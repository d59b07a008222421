package org.tokenapi.contract.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tokenapi.contract.check.Verdict;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sums up traffic that passed by, without secrets: paths, statuses and findings. */
public final class Traffic {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Traffic() {}

    /** Lines for a terminal: each violation, and the numbers. */
    public static List<String> lines(List<Verdict> verdicts) {
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

    /** Writes {@code traffic.json} into a directory, which is made if it isn't there. */
    public static Path write(List<Verdict> verdicts, Path directory) throws IOException {
        ArrayNode exchanges = MAPPER.createArrayNode();
        for (Verdict verdict : verdicts) {
            ObjectNode exchange = exchanges.addObject();
            exchange.put("request", verdict.exchange().request().toString());
            exchange.put("status", verdict.exchange().response().status());
            exchange.set("violations", Reports.findings(verdict.violations()));
        }
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve("traffic.json"), MAPPER.writeValueAsString(exchanges) + "\n");
    }
}
