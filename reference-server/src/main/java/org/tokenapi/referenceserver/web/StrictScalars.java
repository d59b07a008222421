package org.tokenapi.referenceserver.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import org.openapitools.jackson.nullable.JsonNullable;
import org.tokenapi.referenceserver.problem.RefusedJsonException;
import org.tokenapi.referenceserver.value.Rfc3339;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Reads the scalar types of the schemas, and describes what any other value should have been. */
final class StrictScalars {
    private StrictScalars() {}

    static JacksonModule module() {
        return new SimpleModule("strict scalars")
                .addDeserializer(JsonNullable.class, new StrictNullable())
                .addDeserializer(String.class, new Scalar<>(String.class, StrictScalars::text))
                .addDeserializer(Boolean.class, new Scalar<>(Boolean.class, StrictScalars::bool))
                .addDeserializer(Integer.class, new Scalar<>(Integer.class, p -> (int) integer(p, "int32")))
                .addDeserializer(Long.class, new Scalar<>(Long.class, p -> integer(p, "int64")))
                .addDeserializer(OffsetDateTime.class, new Scalar<>(OffsetDateTime.class, StrictScalars::dateTime));
    }

    private static String text(JsonParser parser) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw new RefusedJsonException(parser, "must be a string");
        }
        String text = parser.getString();
        // Neither can be stored: U+0000 ends a string in most databases, and an unpaired surrogate can't be encoded in
        // UTF-8.
        if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            throw new RefusedJsonException(parser, "must not have U+0000 or an unpaired surrogate");
        }
        return text;
    }

    private static Boolean bool(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_TRUE) || parser.hasToken(JsonToken.VALUE_FALSE)) {
            return parser.getBooleanValue();
        }
        throw new RefusedJsonException(parser, "must be true or false");
    }

    private static long integer(JsonParser parser, String format) {
        if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            throw new RefusedJsonException(parser, "must be a whole number");
        }
        JsonParser.NumberType type = parser.getNumberType();
        if (type == JsonParser.NumberType.BIG_INTEGER || type == JsonParser.NumberType.LONG && format.equals("int32")) {
            throw new RefusedJsonException(parser, "must be in the range of " + format);
        }
        return parser.getLongValue();
    }

    private static OffsetDateTime dateTime(JsonParser parser) {
        Instant instant = parser.hasToken(JsonToken.VALUE_STRING) ? Rfc3339.parse(parser.getString()) : null;
        if (instant == null) {
            throw new RefusedJsonException(parser, "must be a date and time with an offset, as in RFC 3339");
        }
        return Rfc3339.utc(instant);
    }

    private static final class Scalar<T> extends StdScalarDeserializer<T> {
        private final transient Function<JsonParser, T> read;

        Scalar(Class<T> type, Function<JsonParser, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return read.apply(parser);
        }
    }
}
