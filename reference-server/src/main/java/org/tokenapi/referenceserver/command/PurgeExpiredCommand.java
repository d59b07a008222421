package org.tokenapi.referenceserver.command;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.tokenapi.referenceserver.apitoken.ExpiredApiTokens;
import org.tokenapi.referenceserver.storage.DatabaseUse;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Deletes API tokens that expired long ago. */
@Command(
        name = "purge-expired",
        header = "Deletes API tokens that expired long ago.",
        description =
                "Deletes the API tokens that expired before a time, and prints their number for each tenant. An expired token"
                        + " can be regenerated; a purged one can't.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar reference-server-exec.jar purge-expired --before 90d --dry-run",
            "  java -jar reference-server-exec.jar purge-expired --before 2026-01-31 --tenant CUSTOMER"
        })
final class PurgeExpiredCommand implements Callable<Integer> {
    @ParentCommand
    private Commands commands;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--before",
            required = true,
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = "A time in the past: " + Moment.FORM + ".")
    private Moment before;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant.")
    private @Nullable String tenant;

    @Option(names = "--dry-run", description = "Delete nothing; print how many tokens would be deleted.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Arguments.checkIdentifier(tenant, "--tenant");
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context =
                commands.open("purge-expired", dryRun ? DatabaseUse.READ : DatabaseUse.CHANGE)) {
            Clock clock = context.getBean(Clock.class);
            Instant moment = before.instant(clock);
            if (moment.isAfter(clock.instant())) {
                throw CommandException.notRun("--before must be in the past; tokens that expire later are in use.");
            }
            ExpiredApiTokens tokens = context.getBean(ExpiredApiTokens.class);
            long all = 0;
            for (String each : tenant == null ? tokens.tenants() : List.of(tenant)) {
                long count = dryRun ? tokens.count(each, moment) : tokens.purge(each, moment);
                all += count;
                if (count > 0) {
                    out.println(Text.printable(each) + " " + count);
                }
            }
            out.println((dryRun ? "would be purged: " : "purged: ") + all);
            return CommandLine.ExitCode.OK;
        }
    }
}
