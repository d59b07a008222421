package org.tokenapi.contract.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The value of an option that is a secret. {@code env:NAME} stands for an environment variable and {@code file:PATH}
 * for the content of a file, so that the secret is in no argument, where every user of the machine can see it.
 */
final class GivenSecret {
    private static final String VARIABLE = "env:";
    private static final String FILE = "file:";

    private GivenSecret() {}

    /**
     * Resolves a value.
     *
     * @param option the name of the option in messages
     * @param given the value of the option
     * @throws ParameterException if there is no such variable or file, or if it is empty; the message has no secret
     */
    static String resolve(CommandLine command, String option, String given) {
        String value = given;
        if (given.startsWith(VARIABLE)) {
            String name = given.substring(VARIABLE.length());
            value = System.getenv(name);
            if (value == null) {
                throw new ParameterException(command, option + ": there is no environment variable " + name);
            }
        } else if (given.startsWith(FILE)) {
            String file = given.substring(FILE.length());
            try {
                value = Files.readString(Path.of(file)).strip();
            } catch (IOException | InvalidPathException e) {
                throw new ParameterException(command, option + ": can't read the file " + file);
            }
        }
        if (value.isEmpty()) {
            throw new ParameterException(command, option + ": the value is empty");
        }
        return value;
    }
}
