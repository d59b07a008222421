package org.tokenapi.referenceserver.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.tokenapi.referenceserver.audit.Action;
import org.tokenapi.referenceserver.audit.AuditLog;
import org.tokenapi.referenceserver.audit.AuditedChange;
import org.tokenapi.referenceserver.audit.ResourceKind;
import org.tokenapi.referenceserver.security.AccessTokens;
import org.tokenapi.referenceserver.settings.TokenApiProperties;
import org.tokenapi.referenceserver.storage.DatabaseUse;
import org.tokenapi.referenceserver.storage.Transactions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Issues an access token. */
@Command(
        name = "issue-access-token",
        header = "Prints an access token for a tenant.",
        description =
                "Prints an access token for the operations of a tenant, signed with the key of the server. It can't be"
                        + " revoked; it expires.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar reference-server-exec.jar issue-access-token --tenant CUSTOMER",
            "  TOKEN=$(java -jar reference-server-exec.jar issue-access-token --tenant CUSTOMER --minutes 5)"
        })
final class IssueAccessTokenCommand implements Callable<Integer> {
    private static final List<String> SCOPES = List.of(AccessTokens.SCOPE, AccessTokens.CLOUD_SCOPE);

    @ParentCommand
    private Commands commands;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "The tenant of the token.")
    private String tenant = "";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            defaultValue = AccessTokens.SCOPE,
            description = AccessTokens.SCOPE + " allows the five operations (the default), " + AccessTokens.CLOUD_SCOPE
                    + " only the update of Cloud Director tokens.")
    private String scope = "";

    @Option(
            names = "--minutes",
            paramLabel = "NUMBER",
            defaultValue = "720",
            description = "The lifetime in minutes. Default: ${DEFAULT-VALUE}.")
    private long minutes;

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            defaultValue = "administrator",
            description = "The caller in the audit log for changes made with the token. Default: ${DEFAULT-VALUE}.")
    private String subject = "";

    @Override
    public Integer call() {
        Arguments.checkIdentifier(tenant, "--tenant");
        Arguments.checkIdentifier(subject, "--subject");
        if (!SCOPES.contains(scope)) {
            throw CommandException.notRun("--scope must be " + String.join(" or ", SCOPES) + ".");
        }
        if (minutes < 1) {
            throw CommandException.notRun("--minutes must be at least 1.");
        }
        try (ConfigurableApplicationContext context = commands.open("issue-access-token", DatabaseUse.CHANGE)) {
            TokenApiProperties properties = context.getBean(TokenApiProperties.class);
            if (properties.externalIssuer() != null) {
                throw CommandException.notRun(
                        "With token-api.external-issuer the server accepts only that issuer's access"
                                + " tokens. Get one from the issuer.");
            }
            AccessTokens.IssuedToken issued =
                    context.getBean(AccessTokens.class).issue(properties.issuer(), tenant, subject, scope, minutes);
            AuditLog audit = context.getBean(AuditLog.class);
            context.getBean(Transactions.class).write(() -> {
                audit.write(new AuditedChange(tenant, Action.ISSUE, ResourceKind.ACCESS_TOKEN, issued.id(), List.of()));
                return true;
            });
            spec.commandLine().getOut().println(issued.token());
            return CommandLine.ExitCode.OK;
        }
    }
}
