package org.tokenapi.client;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * Makes a Jackson mapper read and write a {@link Secret} as its text, as the client's own mapper does. Register it only
 * with a mapper whose JSON is meant to hold secrets: without this module, a mapper writes stars and can't read a
 * secret.
 */
public final class SecretModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    /** For {@code addModule} of a mapper. */
    public SecretModule() {
        super("SecretModule");
        addSerializer(new Writer());
        addDeserializer(Secret.class, new Reader());
    }

    private static final class Writer extends StdScalarSerializer<Secret> {
        Writer() {
            super(Secret.class);
        }

        @Override
        public void serialize(Secret secret, JsonGenerator json, SerializationContext context) {
            json.writeString(secret.reveal());
        }
    }

    private static final class Reader extends StdScalarDeserializer<Secret> {
        Reader() {
            super(Secret.class);
        }

        @Override
        public Secret deserialize(JsonParser json, DeserializationContext context) {
            String text = json.getValueAsString();
            return text == null
                    ? (Secret) context.handleUnexpectedToken(getValueType(context), json)
                    : Secret.ofResponse(text);
        }
    }
}
