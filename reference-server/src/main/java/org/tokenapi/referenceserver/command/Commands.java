package org.tokenapi.referenceserver.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.StringUtils;
import org.tokenapi.referenceserver.storage.DatabaseUse;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The commands of the jar. */
@Command(
        name = "reference-server",
        synopsisHeading = "Without a command, the server starts; README.md describes its settings.%n%n",
        customSynopsis = {
            "java -jar reference-server-exec.jar [--name=value...]",
            "java -jar reference-server-exec.jar COMMAND [OPTION...] [--name=value...]"
        },
        description = {"", "The commands work on the data of the server, whether it is running or not.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        subcommands = {
            ImportCommand.class,
            ExportCommand.class,
            IssueAccessTokenCommand.class,
            PurgeExpiredCommand.class,
            BackupCommand.class,
            AuditCommand.class,
            GenerateCompletion.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar reference-server-exec.jar import -d ./data tokens.jsonl",
            "  java -jar reference-server-exec.jar issue-access-token -d ./data --tenant CUSTOMER",
            "  java -jar reference-server-exec.jar audit -d ./data --since 7d",
            "",
            "The settings of the server (--token-api.data-directory=...) and their environment variables",
            "(TOKEN_API_DATA_DIRECTORY, TOKEN_API_DATABASE_PASSWORD) apply to commands too.",
            "",
            "Exit codes: 0 success; 1 failure, and no change is left half done; 2 the command could not begin."
        })
public final class Commands implements Runnable {
    /** The command began and failed. */
    static final int FAILED = 1;

    /** The command could not begin. */
    static final int NOT_RUN = 2;

    /** A setting of the server rather than an option of a command: its name contains a dot. */
    private static final Pattern SETTING = Pattern.compile("--[\\w-]+\\.[\\w.\\[\\]-]+(=.*)?", Pattern.DOTALL);

    private static final List<String> QUESTIONS = List.of("--help", "--version");

    private final List<String> settings;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = {"-d", "--data-directory"},
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description =
                    "The directory of the database and the signing key, as --token-api.data-directory. Default: ./data.")
    private @Nullable String dataDirectory;

    @Option(
            names = "--database-url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description =
                    "A PostgreSQL database, as --token-api.database-url. Pass the password in the environment variable"
                            + " TOKEN_API_DATABASE_PASSWORD.")
    private @Nullable String databaseUrl;

    @Option(
            names = "--database-user",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "The user of the database, as --token-api.database-user.")
    private @Nullable String databaseUser;

    private Commands(List<String> settings) {
        this.settings = settings;
    }

    /** Whether the arguments name a command, that is, include anything but settings. */
    public static boolean areMeant(String... arguments) {
        return Arrays.stream(arguments)
                .anyMatch(argument -> !argument.startsWith("--") || QUESTIONS.contains(argument));
    }

    /**
     * Runs the command that the arguments name. The result goes to standard output; everything else, including logs,
     * goes to standard error.
     *
     * @return the exit code: 0 for success, 1 for a failure, 2 if the command could not begin
     */
    public static int run(String... arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = new PrintWriter(System.err, true);
        System.setOut(System.err);
        // Spring Boot would initialize classes in the background that only the server needs.
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        int code = run(out, err, arguments);
        out.flush();
        return code;
    }

    /** Runs the command with other outputs than those of the process. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        List<String> settings = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String argument : arguments) {
            (SETTING.matcher(argument).matches() ? settings : others).add(argument);
        }
        try {
            return new CommandLine(new Commands(settings))
                    .setOut(out)
                    .setErr(err)
                    .setUsageHelpWidth(110)
                    .setParameterExceptionHandler(Failures::ofArguments)
                    .setExecutionExceptionHandler(
                            (failure, command, parsed) -> Failures.ofRun(failure, command.getErr()))
                    .execute(others.toArray(String[]::new));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** UTF-8 in every locale, so that an export can be imported on another machine. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Missing command; the server itself takes only settings.");
    }

    /**
     * Opens the application without its web server. Its changes are audited as changes of this command.
     *
     * @param use what the command does with the database
     */
    ConfigurableApplicationContext open(String command, DatabaseUse use) {
        List<String> arguments = new ArrayList<>(settings);
        add(arguments, "data-directory", dataDirectory);
        add(arguments, "database-url", databaseUrl);
        add(arguments, "database-user", databaseUser);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(CommandConfiguration.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .properties(
                        // Failures prints the reason in one line.
                        "logging.level.org.springframework.boot.SpringApplication=off",
                        "logging.level.org.springframework.boot.diagnostics=off")
                .initializers(application -> {
                    application.getBeanFactory().registerSingleton("databaseUse", use);
                    if (use != DatabaseUse.CREATE) {
                        requireDatabase(application.getEnvironment());
                    }
                })
                .run(arguments.toArray(String[]::new));
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated("command:" + command, "", List.of()));
        return context;
    }

    private static void add(List<String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.add("--token-api." + name + "=" + value);
        }
    }

    /** In a wrong directory, a command would otherwise create an empty database and find nothing in it. */
    private static void requireDatabase(Environment environment) {
        Path directory = Path.of(environment.getProperty("token-api.data-directory", "./data"));
        if (!StringUtils.hasText(environment.getProperty("token-api.database-url"))
                && !Files.exists(directory.resolve("token-api.db"))) {
            throw CommandException.notRun("There is no database in the directory " + directory
                    + ". Give the server's data directory with -d, or a database with --database-url.");
        }
    }
}
