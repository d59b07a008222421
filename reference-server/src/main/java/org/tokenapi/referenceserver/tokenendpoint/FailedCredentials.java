package org.tokenapi.referenceserver.tokenendpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Counts the credentials that failed, for each remote address, and for each /64 of IPv6. After {@value #FREE} in a minute, that address has to wait
 * for the rest of the minute, with good credentials too. Kept in the memory of this process, for a limited number of
 * addresses: those whose minute began first are forgotten first. Safe for use by several threads.
 */
@Component
final class FailedCredentials {
    static final int FREE = 20;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int IPV6_BYTES = 16;

    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    FailedCredentials(Clock clock) {
        this.clock = clock;
    }

    private record Window(Instant end, int failures) {}

    synchronized void count(String remote) {
        String address = network(remote);
        Instant now = clock.instant();
        Window window = windows.get(address);
        if (window != null && window.end().isAfter(now)) {
            windows.put(address, new Window(window.end(), window.failures() + 1));
            return;
        }
        // Removed first, so that the order stays that of the beginnings.
        windows.remove(address);
        if (windows.size() == MOST_ADDRESSES) {
            windows.remove(windows.keySet().iterator().next());
        }
        windows.put(address, new Window(now.plus(WINDOW), 1));
    }

    /** How many seconds the address has to wait; 0 when it need not. */
    synchronized long secondsToWait(String remote) {
        Window window = windows.get(network(remote));
        if (window == null || window.failures() < FREE) {
            return 0;
        }
        long millis = Duration.between(clock.instant(), window.end()).toMillis();
        return Math.max(0, (millis + 999) / 1000);
    }

    /** Who has one address of IPv6 has all of its /64. */
    private static String network(String remote) {
        if (!remote.contains(":")) {
            return remote;
        }
        try {
            // In brackets, it is never taken for a name that somebody has to be asked for.
            byte[] address = InetAddress.getByName("[" + remote.replaceFirst("%.*", "") + "]")
                    .getAddress();
            return address.length == IPV6_BYTES ? HexFormat.of().formatHex(address, 0, IPV6_BYTES / 2) : remote;
        } catch (UnknownHostException noAddress) {
            // A proxy may call its callers as it likes.
            return remote;
        }
    }
}
