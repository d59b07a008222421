package org.tokenapi.referenceserver.settings;

import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/** Refuses what would be ignored in silence, or fail late, before the start makes anything. */
final class CommandLineCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final int LAST_PORT = 65_535;
    /** Short for settings where a command is, and to the server, as any unknown property, nothing. */
    private static final List<String> OF_COMMANDS = List.of("data-directory", "database-url", "database-user");

    private static final String CERTIFICATE = "server.ssl.certificate";
    private static final String PRIVATE_KEY = "server.ssl.certificate-private-key";
    private static final String TLS =
            "Give the certificate, those of its issuers after it, and the key that belongs to it.";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String others = environment.getProperty(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME, "");
        if (!others.isEmpty()) {
            throw new StartException(
                    "These arguments are no settings: " + others + ".", "Give settings as --name=value.", null);
        }
        checkOptions(context.getEnvironment());
        String port = environment.getProperty("server.port", "0").strip();
        if (!isPort(port)) {
            throw new StartException(
                    "The port " + port + " does not exist.",
                    "Give a server.port from 0 to " + LAST_PORT + "; 0 takes any free port.",
                    null);
        }
        checkTls(environment);
    }

    /** On the command line only: an environment variable such as DATABASE_URL may be meant for others. */
    private static void checkOptions(ConfigurableEnvironment environment) {
        PropertySource<?> arguments =
                environment.getPropertySources().get(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME);
        for (String option : OF_COMMANDS) {
            if (arguments != null && arguments.containsProperty(option)) {
                throw new StartException(
                        "The argument --" + option + " is for commands, and none is given.",
                        "Give the server the setting --token-api." + option + "=...",
                        null);
            }
        }
    }

    /** Spring Boot would tell of these with a stack trace, and of one without the other in words of key stores. */
    private static void checkTls(Environment environment) {
        String certificate = environment.getProperty(CERTIFICATE);
        String key = environment.getProperty(PRIVATE_KEY);
        if (certificate == null && key == null) {
            return;
        }
        if (certificate == null || key == null) {
            throw new StartException(
                    "TLS needs both " + CERTIFICATE + " and " + PRIVATE_KEY + ".",
                    "Give the other one too, each a file in PEM.",
                    null);
        }
        boolean belong;
        try {
            PemSslStore store = PemSslStore.load(PemSslStoreDetails.forCertificate(certificate)
                    .withPrivateKey(key)
                    .withPrivateKeyPassword(environment.getProperty("server.ssl.key-password")));
            new PemSslStoreBundle(store, null).getKeyStore();
            belong = belongTogether(
                    Objects.requireNonNull(store.privateKey()),
                    Objects.requireNonNull(store.certificates()).get(0).getPublicKey());
        } catch (IllegalStateException | UncheckedIOException unusable) {
            // Its message may quote a key that was given in place of a file.
            throw new StartException(
                    "The " + CERTIFICATE + " or the " + PRIVATE_KEY + " is no file in PEM that can be read.",
                    TLS,
                    null);
        }
        if (!belong) {
            throw new StartException(
                    "The " + PRIVATE_KEY + " does not belong to the first certificate of " + CERTIFICATE + ".",
                    TLS,
                    null);
        }
    }

    /** The server would start without this, and nobody could reach it. */
    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        if (key instanceof RSAKey one && certified instanceof RSAKey other) {
            return one.getModulus().equals(other.getModulus());
        }
        try {
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm());
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    private static boolean isPort(String text) {
        try {
            int port = Integer.parseInt(text);
            return port >= 0 && port <= LAST_PORT;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }
}
