package org.tokenapi.contract.spec;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The files of a document: the first, and those that references lead to. Each is read once, and named by its path from
 * the folder of the first with a {@code #} at its end; the first has the empty name.
 */
final class Sources {
    private final String name;
    private final @Nullable URI location;
    private final Set<Reach> allowed;
    private final Map<String, Source> files = new LinkedHashMap<>();
    private final Map<String, URI> locations = new HashMap<>();

    /** Why a file can't be used, by its name. */
    private final Map<String, String> unusable = new HashMap<>();

    /**
     * @param name the name of the first file in messages
     * @param location where it is; null if it can't have references to other files
     */
    Sources(String name, Source first, @Nullable URI location, Set<Reach> allowed) {
        this.name = name;
        this.location = location;
        this.allowed = Set.copyOf(allowed);
        files.put("", first);
        if (location != null) {
            locations.put("", location);
        }
    }

    /** The same files with another tree for one of them; it has no lines. */
    Sources with(String file, JsonNode tree) {
        Sources changed = new Sources(name, root(), location, allowed);
        changed.files.putAll(files);
        changed.locations.putAll(locations);
        changed.unusable.putAll(unusable);
        changed.files.put(file, new Source(name(file), tree));
        return changed;
    }

    Source root() {
        return Objects.requireNonNull(files.get(""));
    }

    Map<String, Source> all() {
        return files;
    }

    /** The node at a pointer; the missing node if there is none. */
    JsonNode at(String pointer) {
        Source source = files.get(Pointers.file(pointer));
        return (source == null ? root() : source).root().at(JsonPointer.compile(Pointers.within(pointer)));
    }

    Optional<String> position(String pointer) {
        return Optional.ofNullable(files.get(Pointers.file(pointer)))
                .flatMap(source -> source.position(Pointers.within(pointer)));
    }

    Defect defect(String pointer, String reason) {
        String within = Pointers.within(pointer);
        String place = position(pointer).orElse("at its root");
        return new Defect(
                pointer,
                name(Pointers.file(pointer)) + ", " + (within.isEmpty() ? place : place + " (" + within + ")"),
                reason);
    }

    /** The path of a file as it is shown: like that of the first one. */
    private String name(String file) {
        if (file.isEmpty()) {
            return name;
        }
        String path = file.substring(0, file.length() - 1);
        return isUrl(path) ? path : name.substring(0, name.lastIndexOf('/') + 1) + path;
    }

    private static boolean isUrl(String text) {
        return text.startsWith("http:") || text.startsWith("https:");
    }

    /**
     * The file that a reference leads to, which is read if it has not been. Only while the document is being read.
     *
     * @param from the file that the reference stands in
     * @param path the reference without its fragment
     * @return the name of the file; empty if it can't be used
     */
    Optional<String> open(String from, String path) {
        target(from, path)
                .filter(target -> !files.containsKey(target.file) && !unusable.containsKey(target.file))
                .ifPresent(this::read);
        return find(from, path);
    }

    /** The same for a file that has been read. */
    Optional<String> find(String from, String path) {
        return target(from, path).map(Target::file).filter(files::containsKey);
    }

    /** Why a reference can't be followed to another file. */
    String why(String from, String path) {
        if (location == null) {
            return "leads to another file, and this document was not read from a file";
        }
        return target(from, path)
                .map(target -> unusable.getOrDefault(target.file, "has no target"))
                .orElse("is malformed");
    }

    private void read(Target target) {
        String file = target.file;
        String refusal = refusal(target);
        if (refusal != null) {
            unusable.put(file, refusal);
            return;
        }
        try {
            files.put(file, new Source(name(file), FileText.read(target.uri)));
            locations.put(file, target.uri);
        } catch (IOException e) {
            unusable.put(file, "leads to " + name(file) + ", and " + UnreadableDocumentException.why(e));
        } catch (UnreadableDocumentException e) {
            unusable.put(file, "leads to a malformed file: " + e.getMessage());
        }
    }

    private @Nullable String refusal(Target target) {
        if (isUrl(target.uri.toString())) {
            return allowed.contains(Reach.URL)
                    ? null
                    : "leads to a URL; the option --allow-refs url would let it be fetched";
        }
        if (!"file".equals(target.uri.getScheme()) && !"classpath".equals(target.uri.getScheme())) {
            return "leads to a URL that can't be fetched";
        }
        return !target.file.startsWith("../") || allowed.contains(Reach.OUTSIDE)
                ? null
                : "leads out of the folder of the document; the option --allow-refs outside would let it be read";
    }

    /** @param file its name */
    private record Target(String file, URI uri) {}

    /** Where a reference leads; empty if it is malformed. */
    private Optional<Target> target(String from, String path) {
        URI base = locations.get(from);
        URI relative = uri(path);
        if (base == null || relative == null || location == null) {
            return Optional.empty();
        }
        URI uri = base.resolve(relative).normalize();
        if (uri.getScheme() == null || uri.getPath() == null) {
            return Optional.empty();
        }
        if (!uri.getScheme().equals(location.getScheme()) || uri.getRawAuthority() != null) {
            return Optional.of(new Target(uri + "#", uri));
        }
        // Compared as paths, because an encoded "../" leads upwards, too.
        Path first = Path.of(location.getPath()).normalize();
        Path target = Path.of(uri.getPath()).normalize();
        String file = target.equals(first)
                ? ""
                : first.resolveSibling("")
                                .relativize(target)
                                .toString()
                                .replace("%", "%25")
                                .replace("#", "%23")
                        + "#";
        return Optional.of(new Target(file, URI.create(uri.getScheme() + ":" + encoded(target.toString()))));
    }

    private static @Nullable URI uri(String path) {
        try {
            return new URI(path);
        } catch (URISyntaxException e) {
            // With spaces, for example; common, and clear.
            return URI.create(encoded(path));
        }
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
