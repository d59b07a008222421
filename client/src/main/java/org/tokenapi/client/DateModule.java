package org.tokenapi.client;

import java.time.OffsetDateTime;
import org.tokenapi.client.generated.invoker.RFC3339InstantDeserializer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Reads dates from text alone: of a number, it is not known whether it counts seconds or milliseconds. */
final class DateModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    DateModule() {
        super("DateModule");
        addDeserializer(OffsetDateTime.class, new Reader());
    }

    private static final class Reader extends StdScalarDeserializer<OffsetDateTime> {
        Reader() {
            super(OffsetDateTime.class);
        }

        @Override
        public OffsetDateTime deserialize(JsonParser json, DeserializationContext context) {
            return json.currentToken().isNumeric()
                    ? (OffsetDateTime) context.handleUnexpectedToken(getValueType(context), json)
                    : RFC3339InstantDeserializer.OFFSET_DATE_TIME.deserialize(json, context);
        }
    }
}
