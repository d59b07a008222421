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

/** Rejects arguments that would be ignored silently or fail late, before the start creates any file. */
final class CommandLineCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final int LAST_PORT = 65_535;
    /** Short options of commands. Without a command they would be unknown properties, which Spring Boot ignores. */
    private static final List<String> OF_COMMANDS = List.of("data-directory", "database-url", "database-user");

    private static final String CERTIFICATE = "server.ssl.certificate";
    private static final String PRIVATE_KEY = "server.ssl.certificate-private-key";
    private static final String TLS =
            "Give the certificate, followed by those of its issuers, and its private key, each in a PEM file.";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String others = environment.getProperty(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME, "");
        if (!others.isEmpty()) {
            throw new StartException(
                    "These arguments are not settings: " + others + ".", "Give settings as --name=value.", null);
        }
        checkOptions(context.getEnvironment());
        String port = environment.getProperty("server.port", "0").strip();
        if (!isPort(port)) {
            throw new StartException(
                    port + " is not a port.",
                    "Set server.port to a number from 0 to " + LAST_PORT + "; 0 selects a free port.",
                    null);
        }
        checkTls(environment);
    }

    /** Checks the command line only: an environment variable such as DATABASE_URL may belong to another program. */
    private static void checkOptions(ConfigurableEnvironment environment) {
        PropertySource<?> arguments =
                environment.getPropertySources().get(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME);
        for (String option : OF_COMMANDS) {
            if (arguments != null && arguments.containsProperty(option)) {
                throw new StartException(
                        "The argument --" + option + " is for commands only.",
                        "Give the server the setting --token-api." + option + "=...",
                        null);
            }
        }
    }

    /** Spring Boot would print a stack trace for these, and describe a missing one in terms of key stores. */
    private static void checkTls(Environment environment) {
        String certificate = environment.getProperty(CERTIFICATE);
        String key = environment.getProperty(PRIVATE_KEY);
        if (certificate == null && key == null) {
            return;
        }
        if (certificate == null || key == null) {
            throw new StartException(
                    "TLS requires both " + CERTIFICATE + " and " + PRIVATE_KEY + ".",
                    "Set the other one too; each names a PEM file.",
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
            // The message may quote a key that was given in place of a file.
            throw new StartException(
                    "The file of " + CERTIFICATE + " or of " + PRIVATE_KEY + " is missing or not valid PEM.",
                    TLS,
                    null);
        }
        if (!belong) {
            throw new StartException(
                    "The key of " + PRIVATE_KEY + " does not match the first certificate of " + CERTIFICATE + ".",
                    TLS,
                    null);
        }
    }

    /** Without this check the server would start, but no TLS handshake would succeed. */
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
