package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/** Texts and numbers that a format allows although few expect them, and some that it does not. */
final class FormatVariations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Map<String, List<String>> MALFORMED = Map.ofEntries(
            Map.entry("date-time", List.of("2030-01-31", "2030-13-31T12:00:00Z", "2030-01-31T12:00:00", "now")),
            Map.entry("date", List.of("2030-02-31", "31.01.2030", "today")),
            Map.entry("time", List.of("25:00:00Z", "noon")),
            Map.entry("duration", List.of("1 day", "P")),
            Map.entry("email", List.of("someone", "@example.com")),
            Map.entry("idn-email", List.of("someone")),
            Map.entry("hostname", List.of("-host-", "a b")),
            Map.entry("ipv4", List.of("192.0.2.256", "host")),
            Map.entry("ipv6", List.of("2001:db8:::1", "host")),
            Map.entry("uri", List.of("not a uri", "\\")),
            Map.entry("uri-reference", List.of("\\\\", "a b")),
            Map.entry("uuid", List.of("0b8f6f5c-4d0e-4a57-9f0a", "none")),
            Map.entry("byte", List.of("*", "a")),
            Map.entry("regex", List.of("(")));

    private static final Map<String, List<String>> UNUSUAL = Map.of(
            "date-time", List.of("2030-01-31T23:59:59+14:00", "2030-01-31T12:00:00.123Z"),
            "date", List.of("2028-02-29"),
            "uuid", List.of("FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF"));

    private final FoundVariations found;

    FormatVariations(FoundVariations found) {
        this.found = found;
    }

    void format(Spot spot) {
        String format = spot.rule("format").asString();
        switch (format) {
            case "int32" -> range(spot, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "int64" -> range(spot, Long.MIN_VALUE, Long.MAX_VALUE);
            default -> {
                for (String text : UNUSUAL.getOrDefault(format, List.of())) {
                    found.inside(spot, "format", text, JSON.stringNode(text));
                }
                if (MALFORMED.containsKey(format)) {
                    found.outside(
                            spot,
                            "format",
                            "malformed",
                            MALFORMED.get(format).stream().map(JSON::stringNode));
                }
            }
        }
    }

    private void range(Spot spot, long least, long greatest) {
        BigDecimal first = BigDecimal.valueOf(least);
        BigDecimal last = BigDecimal.valueOf(greatest);
        found.inside(spot, "format", first.toString(), Numbers.node(first));
        found.inside(spot, "format", last.toString(), Numbers.node(last));
        found.outside(spot, "format", "too large", Numbers.node(last.add(BigDecimal.ONE)));
        found.outside(spot, "format", "too small", Numbers.node(first.subtract(BigDecimal.ONE)));
    }
}
