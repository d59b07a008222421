package org.tokenapi.client;

import com.fasterxml.jackson.annotation.Nulls;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.TreeTraversingParser;

/**
 * Reads a body that a strict mapper can't read. A property with a value that does not fit is left out, and so is an
 * element of a list or a map that should be an object but is not: a response may hold a secret that can't be read a
 * second time. Immutable and thread-safe.
 */
final class LenientReader {
    private final JsonMapper mapper;

    /** @param strict the settings, apart from the leniency */
    LenientReader(JsonMapper strict) {
        SimpleModule leniency = new SimpleModule("leniency");
        leniency.setDeserializerModifier(new Modifier());
        mapper = strict.rebuild()
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.SKIP))
                .addModule(leniency)
                .build();
    }

    /**
     * Reads a body.
     *
     * @param warnings gets a line for each property that was left out, without its value
     * @throws JacksonException if the body is not JSON, or is not an object
     */
    <T> @Nullable T read(byte[] body, Class<T> type, List<String> warnings) {
        Report report = new Report(warnings, isUtf8(body));
        JsonNode tree = report.utf8 ? mapper.readTree(body) : mapper.readTree(new String(body, StandardCharsets.UTF_8));
        if (!tree.isObject() && !tree.isNull()) {
            return mapper.treeToValue(tree, type);
        }
        return mapper.readerFor(type).withAttribute(Report.class, report).readValue(tree);
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            // UTF-16 and UTF-32 have a zero byte in each character of a JSON document's structure.
            for (byte one : body) {
                if (one == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Where the reader is, and what was left out. */
    private static final class Report {
        private final List<String> warnings;
        private final boolean utf8;
        private List<String> place = List.of();

        Report(List<String> warnings, boolean utf8) {
            this.warnings = warnings;
            this.utf8 = utf8;
        }

        static Report of(DeserializationContext context) {
            return (Report) context.getAttribute(Report.class);
        }

        void warn(List<String> where, String what) {
            warnings.add(String.join("/", where) + " " + what + ", and is left out");
        }

        /**
         * The place of the value that a parser has come to. Each parser but the outermost one reads the value of a
         * property, so the names that it knows are keys of a map, which are a part of the body and are not shown.
         *
         * @param property the name of the property with this value; null if it is not that of a property
         */
        List<String> place(JsonParser json, @Nullable String property) {
            List<String> steps = new ArrayList<>();
            TokenStreamContext at = json.streamReadContext();
            if (json.currentToken().isStructStart()) {
                at = at.getParent();
            }
            for (; at != null; at = at.getParent()) {
                if (at.inArray()) {
                    steps.add(0, Integer.toString(at.getCurrentIndex()));
                } else if (at.inObject()) {
                    steps.add(0, "*");
                }
            }
            if (property != null) {
                steps.set(steps.size() - 1, property);
            }
            steps.addAll(0, place);
            return steps;
        }
    }

    private static final class Modifier extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription.Supplier bean, BeanDeserializerBuilder builder) {
            List<SettableBeanProperty> properties = new ArrayList<>();
            builder.getProperties().forEachRemaining(properties::add);
            properties.forEach(property -> builder.addOrReplaceProperty(new Property(property), true));
            return builder;
        }

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> deserializer) {
            boolean isModel = bean.getBeanClass().getName().startsWith("org.tokenapi.client.generated.model.");
            return isModel && !bean.getBeanClass().isEnum() ? new Model(deserializer) : deserializer;
        }
    }

    /** An object of a list or a map that may be something else. */
    private static final class Model extends DelegatingDeserializer {
        Model(ValueDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> changed) {
            return new Model(changed);
        }

        @Override
        public @Nullable Object deserialize(JsonParser json, DeserializationContext context) {
            Report report = Report.of(context);
            if (report == null || json.hasToken(JsonToken.START_OBJECT)) {
                return super.deserialize(json, context);
            }
            report.warn(report.place(json, null), "is not an object");
            json.skipChildren();
            return null;
        }
    }

    /** A property whose value may be of another type. */
    private static final class Property extends SettableBeanProperty.Delegating {
        private static final long serialVersionUID = 1;

        Property(SettableBeanProperty delegate) {
            super(delegate);
        }

        @Override
        protected SettableBeanProperty withDelegate(SettableBeanProperty changed) {
            return new Property(changed);
        }

        @Override
        public void deserializeAndSet(JsonParser json, DeserializationContext context, Object bean) {
            Report report = Report.of(context);
            if (report == null) {
                super.deserializeAndSet(json, context, bean);
                return;
            }
            List<String> outer = report.place;
            List<String> here = report.place(json, getName());
            JsonNode value = context.readTree(json);
            if (!report.utf8 && value.isString() && value.stringValue().indexOf('\ufffd') >= 0) {
                report.warn(here, "is not UTF-8");
                return;
            }
            report.place = here;
            try (JsonParser own = new TreeTraversingParser(value, context)) {
                own.nextToken();
                super.deserializeAndSet(own, context, bean);
            } catch (JacksonException e) {
                // Not with its message, which may quote the value.
                report.warn(here, "cannot be read as " + type());
            } finally {
                report.place = outer;
            }
        }

        /** The name of the type, also if the property may be null and absent. */
        private String type() {
            JavaType type = getType();
            return (type.isReferenceType() ? type.getReferencedType() : type)
                    .getRawClass()
                    .getSimpleName();
        }
    }
}
