package org.tokenapi.client;

import static org.tokenapi.client.FollowUp.FAIL;
import static org.tokenapi.client.FollowUp.FAIL_OUTCOME_UNKNOWN;
import static org.tokenapi.client.FollowUp.RENEW;
import static org.tokenapi.client.FollowUp.RETRY;
import static org.tokenapi.client.FollowUp.RETURN;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended. The constants are a table, with a column for each {@link RequestKind}, and this table alone
 * decides what follows an attempt and whether its outcome is unknown. README.md shows the same table; a test compares
 * them.
 */
enum AttemptResult {
    /** A success that the document lists, with a body that can be read. */
    SUCCESS(RETURN, RETURN, RETURN, RETURN),

    /** A success without a usable body. The secret that should have been in it may have been issued. */
    UNREADABLE(FAIL, FAIL_OUTCOME_UNKNOWN, FAIL, FAIL_OUTCOME_UNKNOWN),

    /** The first 401, with credentials that can give another access token. */
    UNAUTHORIZED(RENEW, RENEW),

    /** 429. */
    TOO_MANY_REQUESTS(RETRY, FAIL, RETRY, RETRY),

    /** Another 4xx that the document lists: the service rejected the request, so it did nothing. */
    CLIENT_ERROR(FAIL, FAIL, FAIL, FAIL),

    /** 503. A token endpoint that is unavailable did not take what was to be exchanged. */
    UNAVAILABLE(RETRY, FAIL_OUTCOME_UNKNOWN, RETRY, RETRY),

    /** Another status from 500 on. */
    SERVER_ERROR(RETRY, FAIL_OUTCOME_UNKNOWN, RETRY, FAIL_OUTCOME_UNKNOWN),

    /** Any other status. Mostly from a proxy: it may send 408 or 499 while the service is still at work. */
    OTHER_STATUS(FAIL, FAIL_OUTCOME_UNKNOWN, FAIL, FAIL),

    /** No connection, so the request never left. */
    NO_CONNECTION(RETRY, FAIL, RETRY, RETRY),

    /** 407: a proxy refused to pass the request on. */
    REFUSED_BY_PROXY(FAIL, FAIL, FAIL, FAIL),

    /** A connection that broke, or no complete response in time. */
    BROKEN(RETRY, FAIL_OUTCOME_UNKNOWN, RETRY, FAIL_OUTCOME_UNKNOWN),

    /** Any other exception of the HTTP client, for example for a response that is not HTTP. */
    DEFECT(RETRY, FAIL_OUTCOME_UNKNOWN, FAIL, FAIL_OUTCOME_UNKNOWN),

    /** No access token, for a reason that may pass. The operation was not sent. */
    NO_TOKEN_YET(RETRY, RETRY),

    /** No access token. The operation was not sent. */
    NO_TOKEN(FAIL, FAIL),

    /** The call ended before its request was sent: interrupted, out of time, or the client was closed. */
    NOT_SENT(FAIL, FAIL),

    /** The call was interrupted after its request was sent. */
    INTERRUPTED(FAIL, FAIL_OUTCOME_UNKNOWN);

    private final FollowUp repeatable;
    private final FollowUp issuesSecret;
    private final @Nullable FollowUp repeatableExchange;
    private final @Nullable FollowUp singleUseExchange;

    AttemptResult(
            FollowUp repeatable,
            FollowUp issuesSecret,
            @Nullable FollowUp repeatableExchange,
            @Nullable FollowUp singleUseExchange) {
        this.repeatable = repeatable;
        this.issuesSecret = issuesSecret;
        this.repeatableExchange = repeatableExchange;
        this.singleUseExchange = singleUseExchange;
    }

    /** A row that can't occur for an exchange, which needs no access token and is not interrupted. */
    AttemptResult(FollowUp repeatable, FollowUp issuesSecret) {
        this(repeatable, issuesSecret, null, null);
    }

    /**
     * What follows.
     *
     * @throws IllegalArgumentException if an attempt of this kind can't end so
     */
    FollowUp followUp(RequestKind kind) {
        FollowUp followUp = switch (kind) {
            case REPEATABLE -> repeatable;
            case ISSUES_SECRET -> issuesSecret;
            case REPEATABLE_EXCHANGE -> repeatableExchange;
            case SINGLE_USE_EXCHANGE -> singleUseExchange;
        };
        if (followUp == null) {
            throw new IllegalArgumentException(this + " does not apply to " + kind);
        }
        return followUp;
    }

    /**
     * The result for a status that is not a success.
     *
     * @param listed whether the document lists the status for the operation
     * @param renewable whether another access token may help
     * @param proxied whether there is a proxy on the way; without one, a 407 says nothing
     */
    static AttemptResult ofStatus(int status, boolean listed, boolean renewable, boolean proxied) {
        if (status == 407 && proxied) {
            return REFUSED_BY_PROXY;
        }
        return ofStatus(status, listed, renewable);
    }

    private static AttemptResult ofStatus(int status, boolean listed, boolean renewable) {
        if (status == 401 && renewable) {
            return UNAUTHORIZED;
        }
        if (status >= 500) {
            return status == 503 ? UNAVAILABLE : SERVER_ERROR;
        }
        if (status == 429) {
            // If the document does not list it, it comes from something on the way, as a 502 does.
            return listed ? TOO_MANY_REQUESTS : SERVER_ERROR;
        }
        return listed && status / 100 == 4 ? CLIENT_ERROR : OTHER_STATUS;
    }

    /**
     * The result for a response of a token endpoint without an access token.
     *
     * @param error the code of RFC 6749; empty if there is none
     */
    static AttemptResult ofTokenEndpoint(int status, String error) {
        if (status / 100 == 2) {
            return UNREADABLE;
        }
        if (status == 400 && error.equals("temporarily_unavailable")) {
            return UNAVAILABLE;
        }
        // A 408 is mostly sent by a proxy, which does not know how far the service has come.
        return status == 408 ? SERVER_ERROR : ofStatus(status, status / 100 == 4, false);
    }

    /** The result for an exception of the HTTP client. */
    static AttemptResult ofFailure(Throwable failure) {
        if (Transport.isUnsent(failure)) {
            return NO_CONNECTION;
        }
        return failure instanceof IOException || failure instanceof TimeoutException ? BROKEN : DEFECT;
    }
}
