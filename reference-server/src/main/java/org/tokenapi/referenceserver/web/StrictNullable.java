package org.tokenapi.referenceserver.web;

import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/** Reads a property that may be null or absent. The library's own deserializer treats an empty string as absent. */
final class StrictNullable extends ValueDeserializer<JsonNullable<?>> {
    private final @Nullable ValueDeserializer<?> content;

    StrictNullable() {
        this(null);
    }

    private StrictNullable(@Nullable ValueDeserializer<?> content) {
        this.content = content;
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        JavaType type = property == null ? context.getContextualType() : property.getType();
        return new StrictNullable(context.findContextualValueDeserializer(type.containedTypeOrUnknown(0), property));
    }

    @Override
    public JsonNullable<?> deserialize(JsonParser parser, DeserializationContext context) {
        if (content == null) {
            throw new IllegalStateException("The deserializer has no context");
        }
        return JsonNullable.of(content.deserialize(parser, context));
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
        return JsonNullable.of(null);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
        return JsonNullable.undefined();
    }
}
