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

/** Makes a backup of the data directory. */
@Command(
        name = "backup",
        header = "Copies the data directory while the server runs.",
        description = {
            "Writes a ZIP archive of the database, as it is at one moment, and of the signing key, while the server runs."
                    + " A new file, which only its owner can read: whoever has it can sign access tokens.",
            "",
            "To restore, unpack it into an empty directory, and start the server with that as its data directory.",
            "",
            "A PostgreSQL database is backed up by pg_dump, signing key and all."
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
                        "This is for a data directory. Back a PostgreSQL database up with pg_dump.");
            }
            backup.write(archive);
            spec.commandLine().getErr().println(archive + " is written.");
            return CommandLine.ExitCode.OK;
        }
    }
}
