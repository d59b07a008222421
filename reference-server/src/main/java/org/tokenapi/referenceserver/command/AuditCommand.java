package org.tokenapi.referenceserver.command;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.tokenapi.referenceserver.audit.AuditEntry;
import org.tokenapi.referenceserver.audit.AuditLog;
import org.tokenapi.referenceserver.storage.DatabaseUse;
import org.tokenapi.referenceserver.storage.Transactions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints entries of the audit log. */
@Command(
        name = "audit",
        header = "Prints who changed what, and when.",
        description = "Prints the last entries of the audit log, oldest first.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar reference-server-exec.jar audit --tenant CUSTOMER --since 7d",
            "  java -jar reference-server-exec.jar audit --id 0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01 --json"
        })
final class AuditCommand implements Callable<Integer> {
    private static final List<String> HEADINGS =
            List.of("TIME", "TENANT", "WHO", "ACTION", "KIND", "ID", "CHANGED", "REQUEST");

    @ParentCommand
    private Commands commands;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant.")
    private @Nullable String tenant;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = "Only entries from this time on: " + Moment.FORM + ".")
    private @Nullable Moment since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = "Only entries before this time.")
    private @Nullable Moment until;

    @Option(names = "--id", paramLabel = "ID", description = "Only entries about the resource with this identifier.")
    private @Nullable String id;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "The maximum number of entries. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print one JSON object per line.")
    private boolean json;

    @Override
    public Integer call() {
        Arguments.checkIdentifier(tenant, "--tenant");
        if (limit < 1 || limit == Integer.MAX_VALUE) {
            throw CommandException.notRun("--limit must be at least 1, and less than " + Integer.MAX_VALUE + ".");
        }
        List<AuditEntry> entries;
        try (ConfigurableApplicationContext context = commands.open("audit", DatabaseUse.READ)) {
            Clock clock = context.getBean(Clock.class);
            AuditLog audit = context.getBean(AuditLog.class);
            // One entry more than shown tells whether older ones exist.
            entries = context.getBean(Transactions.class)
                    .read(() -> entries(audit, instant(since, clock), instant(until, clock), limit + 1));
        }
        CommandLine command = spec.commandLine();
        List<AuditEntry> shown = entries.subList(Math.max(entries.size() - limit, 0), entries.size());
        if (json) {
            shown.forEach(entry -> command.getOut().println(line(entry)));
        } else {
            print(shown, command.getOut());
        }
        if (shown.size() < entries.size()) {
            command.getErr().println("There are older entries; use --limit to show more than " + limit + ".");
        }
        return CommandLine.ExitCode.OK;
    }

    private static @Nullable Instant instant(@Nullable Moment moment, Clock clock) {
        return moment == null ? null : moment.instant(clock);
    }

    /** Each statement is about one tenant, so the last entries of all tenants are merged here. */
    private List<AuditEntry> entries(AuditLog audit, @Nullable Instant from, @Nullable Instant to, int count) {
        List<AuditEntry> last = new ArrayList<>();
        for (String each : tenant == null ? audit.tenants() : List.of(tenant)) {
            last.addAll(audit.last(each, from, to, id, count));
            last.sort(Comparator.comparing(AuditEntry::time));
            last.subList(0, Math.max(last.size() - count, 0)).clear();
        }
        return last;
    }

    private static ObjectNode line(AuditEntry entry) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("time", entry.time().toString())
                .put("tenant", entry.tenant())
                .put("who", entry.who())
                .put("action", entry.action())
                .put("kind", entry.kind())
                .put("id", entry.id());
        ArrayNode changed = line.putArray("changed");
        entry.properties().forEach(changed::add);
        return line.put("request", entry.requestId());
    }

    private static void print(List<AuditEntry> entries, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        for (AuditEntry entry : entries) {
            rows.add(List.of(
                    entry.time().toString(),
                    Text.printable(entry.tenant()),
                    Text.printable(Objects.requireNonNullElse(entry.who(), "-")),
                    entry.action(),
                    entry.kind(),
                    Text.printable(entry.id()),
                    entry.properties().isEmpty() ? "-" : String.join(",", entry.properties()),
                    Text.printable(Objects.requireNonNullElse(entry.requestId(), "-"))));
        }
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
