package org.tokenapi.referenceserver.apitoken;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.tokenapi.referenceserver.audit.Action;
import org.tokenapi.referenceserver.audit.AuditLog;
import org.tokenapi.referenceserver.audit.AuditedChange;
import org.tokenapi.referenceserver.audit.ResourceKind;
import org.tokenapi.referenceserver.storage.Transactions;

/** Counts and purges expired API tokens. */
@Service
public final class ExpiredApiTokens {
    /** The number of tokens that one transaction deletes. Other writers can proceed between two transactions. */
    private static final int BATCH = 1000;

    private final ApiTokenRepository tokens;
    private final Transactions transactions;
    private final AuditLog audit;
    private final TokenTotals totals;

    ExpiredApiTokens(ApiTokenRepository tokens, Transactions transactions, AuditLog audit, TokenTotals totals) {
        this.tokens = tokens;
        this.totals = totals;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** The tenants that have API tokens, in alphabetical order. */
    public List<String> tenants() {
        return transactions.read(tokens::tenants);
    }

    /** The number of tokens of the tenant that expired before this time. */
    public long count(String tenant, Instant before) {
        return transactions.read(() -> tokens.countExpired(tenant, before));
    }

    /**
     * Deletes the tokens of the tenant that expired before this time.
     *
     * @return how many were deleted. If this method throws, some may be deleted, each with its entry in the audit log
     */
    public long purge(String tenant, Instant before) {
        long purged = 0;
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = transactions.write(() -> {
                List<String> ids = tokens.expired(tenant, before, BATCH);
                if (!ids.isEmpty()) {
                    tokens.delete(tenant, ids);
                    audit.write(ids.stream()
                            .map(id -> new AuditedChange(tenant, Action.PURGE, ResourceKind.API_TOKEN, id, List.of()))
                            .toList());
                }
                return ids.size();
            });
            purged += deleted;
        }
        transactions.write(() -> {
            totals.recount(tenant);
            return true;
        });
        return purged;
    }
}
