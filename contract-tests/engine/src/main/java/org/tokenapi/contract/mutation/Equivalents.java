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
 * The mutants that change nothing a check could notice, each named with the reason. A YAML file; its schema is
 * {@code equivalents.schema.json} beside this class.
 */
public final class Equivalents {
    private final Source source;

    private Equivalents(Source source) {
        this.source = source;
    }

    /** None at all. */
    public static Equivalents none() {
        return new Equivalents(new Source("no equivalents", "[]"));
    }

    /**
     * Reads the file.
     *
     * @throws UnreadableDocumentException if it breaks its schema; the message tells line and column
     */
    public static Equivalents read(Path file) {
        return parse(file.toString(), SettingsFile.text(file));
    }

    /** Reads a text, as {@link #read} does a file. */
    public static Equivalents parse(String name, String text) {
        return new Equivalents(SettingsFile.parse(name, text, Equivalents.class, "equivalents.schema.json"));
    }

    /**
     * Those of the survivors that are named here, each with the reason.
     *
     * @throws UnreadableDocumentException if an entry names none of them: it has no such mutant, or one that is noticed and so
     *     is not equivalent. The message tells line and column
     */
    public Map<Mutant, String> among(Collection<Mutant> survivors) {
        for (int i = 0; i < source.root().size(); i++) {
            JsonNode entry = source.root().get(i);
            if (survivors.stream().noneMatch(mutant -> names(entry, mutant))) {
                throw source.unreadable("/" + i, "no mutant that survives is named so");
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
