package org.tokenapi.contract.mutation;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tokenapi.contract.cases.Glob;
import org.tokenapi.contract.cases.SettingsFile;
import org.tokenapi.contract.spec.Source;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import tools.jackson.databind.JsonNode;

/**
 * The equivalent mutants of a document: those that no check can detect, each with a reason. It is a YAML file with the
 * schema {@code equivalents.schema.json} next to this class. Immutable and thread-safe.
 */
public final class Equivalents {
    private final Source source;

    private Equivalents(Source source) {
        this.source = source;
    }

    /** An empty list. */
    public static Equivalents none() {
        return new Equivalents(new Source("no equivalents", "[]"));
    }

    /**
     * Reads a file.
     *
     * @throws UnreadableDocumentException if the file can't be read or violates its schema; the message has the line
     *     and column
     */
    public static Equivalents read(Path file) {
        return parse(file.toString(), SettingsFile.text(file));
    }

    /**
     * Reads a text, see {@link #read}.
     *
     * @param name the name of the text in messages
     */
    public static Equivalents parse(String name, String text) {
        return new Equivalents(SettingsFile.parse(name, text, Equivalents.class, "equivalents.schema.json"));
    }

    /**
     * Finds the survivors that are listed here.
     *
     * @param survivors the mutants that the check did not detect
     * @return the equivalent ones, each with its reason
     * @throws UnreadableDocumentException if an entry matches no survivor, because there is no such mutant or the check
     *     detects it; the message has the line and column
     */
    public Map<Mutant, String> among(Collection<Mutant> survivors) {
        for (int i = 0; i < source.root().size(); i++) {
            JsonNode entry = source.root().get(i);
            if (survivors.stream().noneMatch(mutant -> names(entry, mutant))) {
                throw source.unreadable("/" + i, "no surviving mutant matches this entry");
            }
        }
        Map<Mutant, String> equivalent = new LinkedHashMap<>();
        survivors.forEach(mutant -> reason(mutant).ifPresent(reason -> equivalent.put(mutant, reason)));
        return equivalent;
    }

    private Optional<String> reason(Mutant mutant) {
        return source.root()
                .valueStream()
                .filter(entry -> names(entry, mutant))
                .map(entry -> entry.get("reason").stringValue())
                .findFirst();
    }

    private static boolean names(JsonNode entry, Mutant mutant) {
        return entry.has("pointer")
                ? entry.get("pointer").stringValue().equals(mutant.pointer())
                : new Glob(entry.get("mutant").stringValue()).matches(mutant.toString());
    }
}
