package org.tokenapi.contract.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/**
 * The formats that the engine knows, with sample strings that have the format and strings that do not. This is the only
 * such list. A format that is not listed is a gap.
 *
 * <p>Sources: JSON Schema 2020-12, Validation, section 7.3; the format registry of the OpenAPI Initiative
 * (spec.openapis.org/registry/format).
 */
public enum Format {
    INT8("int8", range(Byte.MIN_VALUE, Byte.MAX_VALUE)),
    INT16("int16", range(Short.MIN_VALUE, Short.MAX_VALUE)),
    INT32("int32", range(Integer.MIN_VALUE, Integer.MAX_VALUE)),
    INT64("int64", range(Long.MIN_VALUE, Long.MAX_VALUE)),
    UINT8("uint8", range(0, 255)),
    UINT16("uint16", range(0, 65_535)),
    UINT32("uint32", range(0, 4_294_967_295L)),
    UINT64(
            "uint64",
            new Range(
                    BigDecimal.ZERO, new BigDecimal(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)))),

    DATE_TIME(
            "date-time",
            "2030-01-31T12:00:00Z",
            List.of("2030-01-31T23:59:59+14:00", "2030-01-31T12:00:00.123Z"),
            List.of("2030-01-31", "2030-13-31T12:00:00Z", "2030-01-31T12:00:00", "now")),
    DATE("date", "2030-01-31", List.of("2028-02-29"), List.of("2030-02-31", "31.01.2030", "today")),
    TIME("time", "12:00:00Z", List.of(), List.of("25:00:00Z", "noon")),
    DURATION("duration", "P1D", List.of(), List.of("1 day", "P")),
    EMAIL("email", "someone@example.com", List.of(), List.of("someone", "@example.com")),
    IDN_EMAIL("idn-email", "someone@example.com", List.of(), List.of("someone")),
    HOSTNAME("hostname", "host.example.com", List.of(), List.of("-host-", "a b")),
    IDN_HOSTNAME("idn-hostname", "host.example.com", List.of(), List.of("-host-", "a b")),
    IPV4("ipv4", "192.0.2.1", List.of(), List.of("192.0.2.256", "host")),
    IPV6("ipv6", "2001:db8::1", List.of(), List.of("2001:db8:::1", "host")),
    URI("uri", "https://example.com/a", List.of(), List.of("not a uri", "\\")),
    URI_REFERENCE("uri-reference", "/a", List.of(), List.of("\\\\", "a b")),
    IRI("iri", "https://example.com/a", List.of(), List.of("not an iri", "\\")),
    IRI_REFERENCE("iri-reference", "/a", List.of(), List.of("\\\\", "a b")),
    URI_TEMPLATE("uri-template", "/a/{id}", List.of(), List.of("/a/{id", "{")),
    UUID(
            "uuid",
            "0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01",
            List.of("FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF"),
            List.of("0b8f6f5c-4d0e-4a57-9f0a", "none")),
    JSON_POINTER("json-pointer", "/a", List.of(""), List.of("~2", "a", "/~2")),
    RELATIVE_JSON_POINTER("relative-json-pointer", "0/a", List.of("1#"), List.of("~2", "/a", "-1")),
    REGEX("regex", "^a+$", List.of(), List.of("(", "[")),
    BYTE("byte", "YQ==", List.of(), List.of("*", "a")),
    BASE64URL("base64url", "YQ", List.of(), List.of("*", "a+b/")),

    /** Formats that every JSON number has. */
    FLOAT("float", JsonNodeType.NUMBER),
    DOUBLE("double", JsonNodeType.NUMBER),
    /** Formats that every string has: they say how to use it. */
    PASSWORD("password", JsonNodeType.STRING),
    BINARY("binary", JsonNodeType.STRING);

    private static final Map<String, Format> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Format::toString, Function.identity()));

    private final String text;
    private final JsonNodeType type;
    private final @Nullable Range range;
    private final String sample;
    private final List<String> unusual;
    private final List<String> malformed;

    /**
     * The range of a format, both ends included.
     *
     * @param least the least number
     * @param most the greatest number
     */
    public record Range(BigDecimal least, BigDecimal most) {}

    Format(String text, Range range) {
        this(text, JsonNodeType.NUMBER, range, "", List.of(), List.of());
    }

    Format(String text, JsonNodeType type) {
        this(text, type, null, "", List.of(), List.of());
    }

    Format(String text, String sample, List<String> unusual, List<String> malformed) {
        this(text, JsonNodeType.STRING, null, sample, unusual, malformed);
    }

    Format(
            String text,
            JsonNodeType type,
            @Nullable Range range,
            String sample,
            List<String> unusual,
            List<String> malformed) {
        this.text = text;
        this.type = type;
        this.range = range;
        this.sample = sample;
        this.unusual = unusual;
        this.malformed = malformed;
    }

    private static Range range(long least, long most) {
        return new Range(BigDecimal.valueOf(least), BigDecimal.valueOf(most));
    }

    /** The format of a name; empty if the engine does not know it. */
    public static Optional<Format> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether the format refuses any value of its type. */
    public boolean refuses() {
        return range != null || !malformed.isEmpty();
    }

    /** Whether the format applies to a value. It ignores values of other types. */
    public boolean concerns(JsonNode value) {
        return value.getNodeType() == type;
    }

    /** Whether it is a format of numbers; otherwise it is one of strings. */
    public boolean isOfNumbers() {
        return type == JsonNodeType.NUMBER;
    }

    /** The range of a format of integers; empty for all others. */
    public Optional<Range> range() {
        return Optional.ofNullable(range);
    }

    /** A string that has the format; empty for formats of numbers, and for formats that refuse nothing. */
    public String sample() {
        return sample;
    }

    /** Strings that have the format in an unusual way, to find checks that are too strict. */
    public List<String> unusual() {
        return unusual;
    }

    /** Strings that do not have the format. */
    public List<String> malformed() {
        return malformed;
    }

    /** Whether every value of this format also has the other format. */
    public boolean isWithin(Format other) {
        if (this == other) {
            return true;
        }
        if (range != null && other.range != null) {
            return range.least.compareTo(other.range.least) >= 0 && range.most.compareTo(other.range.most) <= 0;
        }
        return switch (this) {
            case EMAIL -> other == IDN_EMAIL;
            case HOSTNAME -> other == IDN_HOSTNAME;
            case IPV4 -> other == HOSTNAME || other == IDN_HOSTNAME;
            case URI -> other == URI_REFERENCE || other == IRI || other == IRI_REFERENCE;
            case URI_REFERENCE, IRI -> other == IRI_REFERENCE;
            case INT8,
                    INT16,
                    INT32,
                    INT64,
                    UINT8,
                    UINT16,
                    UINT32,
                    UINT64,
                    DATE_TIME,
                    DATE,
                    TIME,
                    DURATION,
                    IDN_EMAIL,
                    IDN_HOSTNAME,
                    IPV6,
                    IRI_REFERENCE,
                    URI_TEMPLATE,
                    UUID,
                    JSON_POINTER,
                    RELATIVE_JSON_POINTER,
                    REGEX,
                    BYTE,
                    BASE64URL,
                    FLOAT,
                    DOUBLE,
                    PASSWORD,
                    BINARY -> false;
        };
    }

    /** The name of the format in documents. */
    @Override
    public String toString() {
        return text;
    }
}
