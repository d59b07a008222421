package org.tokenapi.contract.cases;

import java.util.HashSet;
import java.util.Set;
import org.tokenapi.contract.spec.SchemaRef;

/**
 * The schemas and constraints of which there are variations. A schema may apply in many places, and to several
 * representations of one body: the document has one requirement all the same, and a server seldom more than one check
 * of it. Not thread-safe.
 */
final class Varied {
    private final Set<String> schemas = new HashSet<>();
    private final Set<String> inside = new HashSet<>();
    private final Set<String> outside = new HashSet<>();

    /** Notes that a schema has been varied in one place. */
    void add(SchemaRef schema) {
        schemas.add(schema.pointer());
    }

    /** Notes a variation of a constraint. */
    void add(String pointer, boolean isInside) {
        (isInside ? inside : outside).add(pointer);
    }

    /** Whether a variation would only repeat what was done in another place. */
    boolean contains(SchemaRef schema, String pointer, boolean isInside) {
        return schemas.contains(schema.pointer()) && contains(pointer, isInside);
    }

    /** Whether there is a variation of a constraint. */
    boolean contains(String pointer, boolean isInside) {
        return (isInside ? inside : outside).contains(pointer);
    }
}
