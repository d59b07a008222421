package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tokenapi.contract.spec.MediaType;

/**
 * A media type, written in another way.
 *
 * @param name what was done
 * @param same whether it still means the same
 * @param text as it stands in a header
 */
record MediaTypeSpelling(String name, boolean same, String text) {
    /** A media type that no document has. */
    static final String UNKNOWN = "application/vnd.no-such-type";

    /** The ways to write a media type: its names are in any case, and its parameters in any order and quoting. */
    static List<MediaTypeSpelling> of(MediaType type) {
        List<MediaTypeSpelling> wordings = new ArrayList<>();
        String essence = type.type() + "/" + type.subtype();
        Map<String, String> parameters = new TreeMap<>(type.parameters());
        if (!parameters.isEmpty()) {
            wordings.add(new MediaTypeSpelling("quoted", true, essence + write(parameters, "; %s=\"%s\"", false)));
        }
        wordings.add(new MediaTypeSpelling(
                "in capitals", true, essence.toUpperCase(Locale.ROOT) + write(parameters, ";%s=%s", true)));
        if (parameters.size() > 1) {
            Map<String, String> backwards = new TreeMap<>(Comparator.reverseOrder());
            backwards.putAll(parameters);
            wordings.add(new MediaTypeSpelling("reordered", true, essence + write(backwards, ";%s=%s", false)));
        }
        for (String name : parameters.keySet()) {
            Map<String, String> without = new TreeMap<>(parameters);
            without.remove(name);
            wordings.add(new MediaTypeSpelling("without " + name, false, essence + write(without, ";%s=%s", false)));
            Map<String, String> wrong = new TreeMap<>(parameters);
            wrong.put(name, "0" + parameters.get(name));
            wordings.add(new MediaTypeSpelling("with a wrong " + name, false, essence + write(wrong, ";%s=%s", false)));
        }
        return wordings;
    }

    private static String write(Map<String, String> parameters, String format, boolean capitals) {
        return parameters.entrySet().stream()
                .map(p -> String.format(
                        format, capitals ? p.getKey().toUpperCase(Locale.ROOT) : p.getKey(), p.getValue()))
                .collect(Collectors.joining());
    }
}
