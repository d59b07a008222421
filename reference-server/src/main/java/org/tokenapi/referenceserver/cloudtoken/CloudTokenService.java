package org.tokenapi.referenceserver.cloudtoken;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;
import org.springframework.stereotype.Service;
import org.tokenapi.referenceserver.audit.Action;
import org.tokenapi.referenceserver.audit.AuditLog;
import org.tokenapi.referenceserver.audit.AuditedChange;
import org.tokenapi.referenceserver.audit.ResourceKind;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.problem.Violation;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.serverstubs.generated.model.Token;

/** The rules of Cloud Director tokens. */
@Service
final class CloudTokenService {
    private final CloudTokenRepository tokens;
    private final Transactions transactions;
    private final AuditLog audit;

    CloudTokenService(CloudTokenRepository tokens, Transactions transactions, AuditLog audit) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Changes the name, the expiration and the rotation.
     *
     * @throws ProblemException with 403 if the token does not exist; with 400 if the request changes another property
     */
    CloudToken update(String tenant, String id, Token wanted) {
        return transactions.write(() -> {
            CloudToken stored = tokens.find(tenant, id).orElseThrow(ProblemException::forbidden);
            List<Violation> violations = violations(stored, wanted);
            if (!violations.isEmpty()) {
                throw ProblemException.badRequest(violations);
            }
            JsonNullable<OffsetDateTime> expires = wanted.getExpirationTimeUtc();
            Boolean rotation = wanted.getRequireRotation().orElse(null);
            CloudToken changed = stored.with(
                    wanted.getName(),
                    expires.isPresent() ? instant(expires.get()) : stored.expires(),
                    rotation == null ? stored.requireRotation() : rotation);
            List<String> names = changes(stored, changed);
            if (!names.isEmpty()) {
                tokens.change(tenant, changed);
                audit.write(new AuditedChange(tenant, Action.UPDATE, ResourceKind.CLOUD_TOKEN, id, names));
            }
            return changed;
        });
    }

    private static List<String> changes(CloudToken before, CloudToken after) {
        List<String> names = new ArrayList<>();
        if (!before.name().equals(after.name())) {
            names.add("name");
        }
        if (!Objects.equals(before.expires(), after.expires())) {
            names.add("expirationTimeUtc");
        }
        if (!Objects.equals(before.requireRotation(), after.requireRotation())) {
            names.add("requireRotation");
        }
        return names;
    }

    private static List<Violation> violations(CloudToken stored, Token wanted) {
        List<Violation> violations = new ArrayList<>();
        if (!wanted.getId().equals(stored.id())) {
            violations.add(Violation.body("id", "must equal the identifier in the path"));
        }
        same(violations, "username", wanted.getUsername(), stored.username());
        same(violations, "userId", wanted.getUserId(), stored.userId());
        same(violations, "orgName", wanted.getOrgName(), stored.orgName());
        same(violations, "type", wanted.getType(), stored.type());
        if (wanted.getRequireRotation().orElse(null) != null && !stored.type().equals(CloudToken.REFRESH)) {
            violations.add(Violation.body("requireRotation", "applies to refresh tokens only"));
        }
        return violations;
    }

    private static void same(
            List<Violation> violations, String name, @Nullable String wanted, @Nullable String stored) {
        if (wanted != null && !wanted.equals(stored)) {
            violations.add(Violation.body(name, "can't be changed"));
        }
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
