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
 * A spelling of a media type. Immutable.
 *
 * @param name the kind of change
 * @param same whether it is still the same media type
 * @param text the text in a header
 */
record MediaTypeSpelling(String name, boolean same, String text) {
    /** A media type that no document declares. */
    static final String UNKNOWN = "application/vnd.no-such-type";

    /**
     * Equivalent and different spellings. Names are case-insensitive; parameters may be reordered and quoted (RFC
     * 9110).
     */
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
