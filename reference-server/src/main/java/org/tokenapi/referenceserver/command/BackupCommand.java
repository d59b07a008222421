package org.tokenapi.referenceserver.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.tokenapi.referenceserver.storage.DatabaseUse;
import org.tokenapi.referenceserver.storage.SqliteBackup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Backs up the data directory. */
@Command(
        name = "backup",
        header = "Backs up the data directory while the server runs.",
        description = {
            "Writes a ZIP archive of a snapshot of the database and of the signing key. The server may be running. Only the"
                    + " owner can read the new file. Keep it safe: it can be used to sign access tokens.",
            "",
            "To restore, unpack it into an empty directory and start the server with that data directory.",
            "",
            "For PostgreSQL use pg_dump, which includes the signing key."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar reference-server-exec.jar backup -d ./data backup-2026-01-31.zip",
            "  (umask 077; unzip backup-2026-01-31.zip -d restored)"
        })
final class BackupCommand implements Callable<Integer> {
    @ParentCommand
    private Commands commands;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The archive to write.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        Path archive = file;
        try (ConfigurableApplicationContext context = commands.open("backup", DatabaseUse.READ)) {
            SqliteBackup backup = context.getBeanProvider(SqliteBackup.class).getIfAvailable();
            if (backup == null) {
                throw CommandException.notRun(
                        "backup is for a data directory. Use pg_dump to back up a PostgreSQL database.");
            }
            backup.write(archive);
            spec.commandLine().getErr().println("Backup written to " + archive + ".");
            return CommandLine.ExitCode.OK;
        }
    }
}
