package org.tokenapi.contract.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Coverage;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Requirement;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a report to files. */
public final class Reports {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Reports() {}

    /**
     * Writes {@code report.json}, {@code junit.xml}, {@code summary.md} and {@code report.html}, and replaces existing
     * ones.
     *
     * @param report the report
     * @param directory the target directory; created if it does not exist
     * @return the files
     * @throws IOException if the directory or a file can't be written
     */
    public static List<Path> write(RedactedReport report, Path directory) throws IOException {
        Files.createDirectories(directory);
        return List.of(
                Files.writeString(directory.resolve("report.html"), HtmlReport.of(report)),
                Files.writeString(directory.resolve("summary.md"), MarkdownReport.of(report)),
                Files.writeString(directory.resolve("junit.xml"), JunitReport.of(report)),
                Files.writeString(directory.resolve("report.json"), json(report)));
    }

    private static String json(RedactedReport shown) {
        Report report = shown.report();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("title", report.title());
        root.put("server", report.server().toString());
        root.put("fingerprint", shown.fingerprint());
        root.put("seconds", report.took().toMillis() / 1000.0);
        root.set("coverage", numbers(report.coverage()));
        ArrayNode cases = root.putArray("cases");
        for (CaseResult result : report.results()) {
            ObjectNode one = cases.addObject();
            one.put("name", result.sent().name());
            one.put("pointer", result.sent().pointer());
            one.put("request", result.sent().request().toString());
            one.put("expected", result.sent().expected());
            if (result.verdict() != null) {
                one.put("status", result.verdict().exchange().response().status());
            }
            one.put("holds", result.holds());
            if (result.problem() != null) {
                one.put("problem", result.problem());
            }
            one.set("violations", findings(result.violations()));
            if (!result.holds()) {
                one.put("alone", RedactedReport.option(result));
                Messages.put(one.putObject("sent"), result.sent().request());
            }
            if (!result.holds() && result.verdict() != null) {
                Messages.put(
                        one.putObject("received"), result.verdict().exchange().response());
            }
        }
        ArrayNode omitted = root.putArray("omitted");
        report.omitted()
                .forEach((name, reason) -> omitted.addObject().put("name", name).put("reason", reason));
        root.set("rows", rows(report.coverage()));
        if (report.client() != null) {
            root.set("rowsOfTheClient", rows(report.client()));
        }
        root.set("unchecked", findings(report.unchecked()));
        report.needless().forEach(root.putArray("needless")::add);
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private static ObjectNode numbers(Coverage coverage) {
        return MAPPER.createObjectNode()
                .put("rows", coverage.rows().size())
                .put("proven", coverage.proven().size())
                .put("excused", coverage.excused().size())
                .put("unproven", coverage.unproven().size())
                .put("percent", coverage.share());
    }

    static ArrayNode rows(Coverage coverage) {
        ArrayNode rows = MAPPER.createArrayNode();
        for (Requirement row : coverage.rows()) {
            ObjectNode one = rows.addObject();
            one.put("operation", row.operation());
            one.put("side", row.side().name());
            one.put("pointer", row.pointer());
            row.evidence().forEach(one.putArray("evidence")::add);
            if (row.reason() != null) {
                one.put("reason", row.reason());
            }
        }
        return rows;
    }

    static ArrayNode findings(List<Finding> findings) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Finding finding : findings) {
            array.addObject()
                    .put("rule", finding.rule().name())
                    .put("pointer", finding.pointer())
                    .put("position", finding.position())
                    .put("place", finding.place())
                    .put("expected", finding.expected())
                    .put("actual", finding.actual());
        }
        return array;
    }
}
