package org.tokenapi.contract.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;

/** A report as JUnit XML, which CI servers display as tests. */
final class JunitReport {
    private JunitReport() {}

    static String of(RedactedReport shown) {
        Report report = shown.report();
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", clean(report.title()));
            xml.writeAttribute(
                    "tests",
                    Integer.toString(report.results().size()
                            + report.omitted().size()
                            + report.needless().size()));
            xml.writeAttribute(
                    "failures",
                    Integer.toString(
                            report.failures().size() + report.needless().size()));
            xml.writeAttribute("skipped", Integer.toString(report.omitted().size()));
            xml.writeAttribute(
                    "time", String.format(Locale.ROOT, "%.3f", report.took().toMillis() / 1000.0));
            xml.writeStartElement("properties");
            xml.writeEmptyElement("property");
            xml.writeAttribute("name", "fingerprint");
            xml.writeAttribute("value", shown.fingerprint());
            xml.writeEndElement();
            for (CaseResult result : report.results()) {
                start(
                        xml,
                        result.sent().operation() == null
                                ? "undeclared"
                                : result.sent().operation().id(),
                        result.sent().name());
                if (!result.holds()) {
                    xml.writeStartElement("failure");
                    xml.writeAttribute("message", clean(result.problem() == null ? "violation" : result.problem()));
                    xml.writeCharacters(clean(failure(result)));
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
            for (Map.Entry<String, String> omitted : report.omitted().entrySet()) {
                start(xml, "omitted", omitted.getKey());
                xml.writeStartElement("skipped");
                xml.writeAttribute("message", clean(omitted.getValue()));
                xml.writeEndElement();
                xml.writeEndElement();
            }
            for (String excuse : report.needless()) {
                start(xml, "excuses", excuse);
                xml.writeStartElement("failure");
                xml.writeAttribute("message", clean(excuse));
                xml.writeEndElement();
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML to memory failed", e);
        }
        return text + "\n";
    }

    private static String failure(CaseResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(result.sent().pointer());
        result.violations().forEach(violation -> lines.add(violation.toString()));
        lines.add("rerun with " + RedactedReport.option(result));
        lines.add("");
        lines.add(Messages.text(result.sent().request()));
        if (result.verdict() != null) {
            lines.add(Messages.text(result.verdict().exchange().response()));
        }
        return String.join("\n", lines);
    }

    private static void start(XMLStreamWriter xml, String group, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(group));
        xml.writeAttribute("name", clean(name));
    }

    /** The text without the characters that XML 1.0 does not allow. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> c == '\n' || c == '\t' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c > 0xFFFF
                        ? c
                        : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
