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
 * Counts failed credentials for each remote address, or for each /64 of IPv6. After {@value #FREE} failures within a
 * minute, the address must wait until the minute is over, even with valid credentials. The counts are kept in the
 * memory of this process for a limited number of addresses; those with the earliest start are dropped first. Safe for
 * use by several threads.
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
        // Removed first, to keep the map in the order of the starts.
        windows.remove(address);
        if (windows.size() == MOST_ADDRESSES) {
            windows.remove(windows.keySet().iterator().next());
        }
        windows.put(address, new Window(now.plus(WINDOW), 1));
    }

    /** How many seconds the address has to wait; 0 if it may proceed. */
    synchronized long secondsToWait(String remote) {
        Window window = windows.get(network(remote));
        if (window == null || window.failures() < FREE) {
            return 0;
        }
        long millis = Duration.between(clock.instant(), window.end()).toMillis();
        return Math.max(0, (millis + 999) / 1000);
    }

    /** The owner of an IPv6 address can use all of its /64. */
    private static String network(String remote) {
        if (!remote.contains(":")) {
            return remote;
        }
        try {
            // In brackets the text is never resolved as a host name.
            byte[] address = InetAddress.getByName("[" + remote.replaceFirst("%.*", "") + "]")
                    .getAddress();
            return address.length == IPV6_BYTES ? HexFormat.of().formatHex(address, 0, IPV6_BYTES / 2) : remote;
        } catch (UnknownHostException noAddress) {
            // Behind a proxy, the remote address may be any text.
            return remote;
        }
    }
}
