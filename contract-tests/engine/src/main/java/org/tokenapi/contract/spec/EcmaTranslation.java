package org.tokenapi.contract.spec;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Translates a regular expression of ECMA-262 into one of {@code java.util.regex} that matches the same texts.
 *
 * <p>It accepts both grammars of ECMA-262: the one with the flag {@code u}, which JSON Schema recommends, and that of
 * Annex B, in which a brace that does not start a quantifier is a literal. Java differs in {@code \s}, the dot,
 * {@code \b}, {@code $}, empty classes, brackets and {@code &&} within classes, escapes and the names of groups.
 */
final class EcmaTranslation {
    private static final String ANY = "[\\x{0}-\\x{10FFFF}]";
    private static final String NOT_A_LINE_END = "[^\\n\\r\\u2028\\u2029]";
    private static final String SPACES = "\\t\\n\\x0B\\f\\r\\u2028\\u2029\\uFEFF\\p{Zs}";
    private static final String WORD = "[A-Za-z0-9_]";
    private static final String WORD_END = "(?:(?<=%1$s)(?!%1$s)|(?<!%1$s)(?=%1$s))".formatted(WORD);
    private static final String NO_WORD_END = "(?:(?<=%1$s)(?=%1$s)|(?<!%1$s)(?!%1$s))".formatted(WORD);
    private static final Pattern QUANTIFIER = Pattern.compile("\\{\\d+(,\\d*)?}");
    private static final Pattern MODIFIERS = Pattern.compile("\\(\\?[ims]*(-[ims]+)?:");
    private static final String SYNTAX = "^$\\.*+?()[]{}|/";

    /** The long names of the general categories with their short ones, because Java supports only these. */
    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("Letter", "L"),
            Map.entry("Cased_Letter", "LC"),
            Map.entry("Uppercase_Letter", "Lu"),
            Map.entry("Lowercase_Letter", "Ll"),
            Map.entry("Titlecase_Letter", "Lt"),
            Map.entry("Modifier_Letter", "Lm"),
            Map.entry("Other_Letter", "Lo"),
            Map.entry("Mark", "M"),
            Map.entry("Nonspacing_Mark", "Mn"),
            Map.entry("Spacing_Mark", "Mc"),
            Map.entry("Enclosing_Mark", "Me"),
            Map.entry("Number", "N"),
            Map.entry("Decimal_Number", "Nd"),
            Map.entry("Letter_Number", "Nl"),
            Map.entry("Other_Number", "No"),
            Map.entry("Punctuation", "P"),
            Map.entry("Connector_Punctuation", "Pc"),
            Map.entry("Dash_Punctuation", "Pd"),
            Map.entry("Open_Punctuation", "Ps"),
            Map.entry("Close_Punctuation", "Pe"),
            Map.entry("Initial_Punctuation", "Pi"),
            Map.entry("Final_Punctuation", "Pf"),
            Map.entry("Other_Punctuation", "Po"),
            Map.entry("Symbol", "S"),
            Map.entry("Math_Symbol", "Sm"),
            Map.entry("Currency_Symbol", "Sc"),
            Map.entry("Modifier_Symbol", "Sk"),
            Map.entry("Other_Symbol", "So"),
            Map.entry("Separator", "Z"),
            Map.entry("Space_Separator", "Zs"),
            Map.entry("Line_Separator", "Zl"),
            Map.entry("Paragraph_Separator", "Zp"),
            Map.entry("Other", "C"),
            Map.entry("Control", "Cc"),
            Map.entry("Format", "Cf"),
            Map.entry("Surrogate", "Cs"),
            Map.entry("Private_Use", "Co"),
            Map.entry("Unassigned", "Cn"));

    private final String source;
    private final StringBuilder java = new StringBuilder();
    private final Map<String, String> groupNames = new HashMap<>();
    private int at;

    EcmaTranslation(String source) {
        this.source = source;
    }

    /** @throws PatternSyntaxException if the pattern is not valid in ECMA-262 */
    String toJava() {
        // Whether the last element can be repeated, and has no quantifier yet.
        boolean repeatable = false;
        while (at < source.length()) {
            int c = source.codePointAt(at);
            switch (c) {
                case '\\' -> repeatable = escape();
                case '[' -> {
                    characterClass();
                    repeatable = true;
                }
                case '(' -> {
                    group();
                    repeatable = false;
                }
                case ')' -> {
                    copy(1);
                    repeatable = true;
                }
                case '|', '^' -> {
                    copy(1);
                    repeatable = false;
                }
                case '$' -> {
                    // In Java, the dollar sign also matches before a final line terminator.
                    java.append("\\z");
                    at++;
                    repeatable = false;
                }
                case '.' -> {
                    java.append(NOT_A_LINE_END);
                    at++;
                    repeatable = true;
                }
                case '*', '+', '?', '{' -> repeatable = quantifier(repeatable);
                default -> {
                    literal(c);
                    at += Character.charCount(c);
                    repeatable = true;
                }
            }
        }
        return java.toString();
    }

    /** Copies a quantifier. A brace that does not start one is a literal. */
    private boolean quantifier(boolean repeatable) {
        int length = 1;
        if (source.charAt(at) == '{') {
            Matcher matcher = QUANTIFIER.matcher(source).region(at, source.length());
            if (!matcher.lookingAt()) {
                literal('{');
                at++;
                return true;
            }
            length = matcher.end() - at;
        }
        if (!repeatable) {
            throw error("nothing to repeat");
        }
        copy(length);
        if (source.startsWith("?", at)) {
            copy(1);
        }
        return false;
    }

    private void group() {
        if (source.startsWith("(?<", at) && !source.startsWith("(?<=", at) && !source.startsWith("(?<!", at)) {
            int end = source.indexOf('>', at);
            if (end < 0) {
                throw error("unterminated group name");
            }
            // Java does not allow underscores and dollar signs in group names.
            String name = groupNames.computeIfAbsent(source.substring(at + 3, end), key -> "g" + groupNames.size());
            java.append("(?<").append(name).append('>');
            at = end + 1;
        } else if (source.startsWith("(?", at)) {
            String start = source.startsWith("(?<", at) ? source.substring(at, at + 4) : "";
            Matcher modifiers = MODIFIERS.matcher(source).region(at, source.length());
            if (modifiers.lookingAt()) {
                copy(modifiers.end() - at);
            } else if (!start.isEmpty()) {
                copy(start.length());
            } else if (source.startsWith("(?=", at) || source.startsWith("(?!", at)) {
                copy(3);
            } else {
                throw error("unsupported group");
            }
        } else {
            copy(1);
        }
    }

    /** Translates an escape outside of a class. */
    private boolean escape() {
        char c = escaped();
        switch (c) {
            case 'b' -> java.append(WORD_END);
            case 'B' -> java.append(NO_WORD_END);
            case 's' -> java.append('[').append(SPACES).append(']');
            case 'S' -> java.append("[^").append(SPACES).append(']');
            case 'd', 'D', 'w', 'W' -> java.append('\\').append(c);
            case 'p', 'P' -> {
                java.append(property(c == 'P'));
                return true;
            }
            case 'k' -> {
                int end = source.indexOf('>', at);
                String name = end < 0 ? "" : source.substring(at + 3, end);
                if (!source.startsWith("\\k<", at) || !groupNames.containsKey(name)) {
                    throw error("unknown group");
                }
                java.append("\\k<").append(groupNames.get(name)).append('>');
                at = end + 1;
                return true;
            }
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                java.append('\\').append(c);
            default -> {
                literal(character());
                return true;
            }
        }
        at += 2;
        return c != 'b' && c != 'B';
    }

    private char escaped() {
        if (at + 1 >= source.length()) {
            throw error("trailing backslash");
        }
        return source.charAt(at + 1);
    }

    /** Translates a class. Complements within it are translated separately, because Java negates them differently. */
    private void characterClass() {
        at++;
        boolean negated = source.startsWith("^", at);
        at += negated ? 1 : 0;
        StringBuilder members = new StringBuilder();
        while (!source.startsWith("]", at)) {
            if (at >= source.length()) {
                throw error("unterminated class");
            }
            String set = set();
            if (set != null) {
                members.append(set);
                continue;
            }
            int first = character();
            boolean range = source.startsWith("-", at) && at + 1 < source.length() && source.charAt(at + 1) != ']';
            members.append(code(first));
            if (range) {
                at++;
                String other = set();
                if (other != null) {
                    // Annex B: a hyphen next to a set is a literal.
                    members.append("\\-").append(other);
                } else {
                    members.append('-').append(code(character()));
                }
            }
        }
        at++;
        if (members.isEmpty()) {
            java.append(negated ? ANY : "(?!)");
        } else if (negated) {
            java.append("(?:(?![").append(members).append("])").append(ANY).append(')');
        } else {
            java.append('[').append(members).append(']');
        }
    }

    /** Translates an escape for a set of characters within a class; null if there is none at this position. */
    private @Nullable String set() {
        if (!source.startsWith("\\", at)) {
            return null;
        }
        char c = escaped();
        String set = switch (c) {
            case 's' -> SPACES;
            case 'S' -> "[^" + SPACES + "]";
            case 'd', 'D', 'w', 'W' -> "\\" + c;
            default -> null;
        };
        if (set != null) {
            at += 2;
        } else if (c == 'p' || c == 'P') {
            set = property(c == 'P');
        }
        return set;
    }

    /** Reads one character within a class, or an escaped one outside. */
    private int character() {
        int c = source.codePointAt(at);
        if (c != '\\') {
            at += Character.charCount(c);
            return c;
        }
        char escaped = escaped();
        at += 2;
        return switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0B;
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case '0' -> 0;
            case 'c' -> control();
            case 'x' -> hex(2);
            case 'u' -> unicode();
            default -> {
                if (Character.isLetterOrDigit(escaped)) {
                    throw error("unknown escape");
                }
                int whole = source.codePointAt(at - 1);
                at += Character.charCount(whole) - 1;
                yield whole;
            }
        };
    }

    private int control() {
        if (at >= source.length() || !String.valueOf(source.charAt(at)).matches("[A-Za-z]")) {
            throw error("unknown control character");
        }
        return source.charAt(at++) % 32;
    }

    private int hex(int digits) {
        String text = source.substring(at, Math.min(at + digits, source.length()));
        if (!text.matches("[0-9A-Fa-f]{" + digits + "}")) {
            throw error("missing hexadecimal digits");
        }
        at += digits;
        return Integer.parseInt(text, 16);
    }

    private int unicode() {
        if (source.startsWith("{", at)) {
            int end = source.indexOf('}', at);
            String digits = end < 0 ? "" : source.substring(at + 1, end);
            if (!digits.matches("0*[0-9A-Fa-f]{1,6}") || Integer.parseInt(digits, 16) > Character.MAX_CODE_POINT) {
                throw error("unknown character");
            }
            at = end + 1;
            return Integer.parseInt(digits, 16);
        }
        int first = hex(4);
        if (Character.isHighSurrogate((char) first)
                && source.startsWith("\\u", at)
                && !source.startsWith("{", at + 2)) {
            int start = at;
            at += 2;
            int second = hex(4);
            if (Character.isLowSurrogate((char) second)) {
                return Character.toCodePoint((char) first, (char) second);
            }
            at = start;
        }
        return first;
    }

    /** Translates a Unicode property, {@code \p{...}}. */
    private String property(boolean negated) {
        int end = source.indexOf('}', at);
        if (!source.startsWith("{", at + 2) || end < 0) {
            throw error("property without a name");
        }
        String name = source.substring(at + 3, end);
        at = end + 1;
        String value = name.substring(name.indexOf('=') + 1);
        String key = name.contains("=") ? name.substring(0, name.indexOf('=')) : "";
        String java = switch (key) {
            case "", "General_Category", "gc" -> {
                String category = CATEGORIES.getOrDefault(value, value);
                yield value.equals("Any")
                        ? ANY
                        : value.equals("ASCII")
                                ? "[\\x00-\\x7F]"
                                : CATEGORIES.containsValue(category) ? "\\p{" + category + "}" : "\\p{Is" + value + "}";
            }
            case "Script", "sc", "Script_Extensions", "scx" -> "\\p{script=" + value + "}";
            default -> throw error("unknown property");
        };
        return negated ? "[^" + java + "]" : java;
    }

    private void literal(int c) {
        java.append(
                SYNTAX.indexOf(c) >= 0
                        ? "\\" + (char) c
                        : Character.isLetterOrDigit(c) ? Character.toString(c) : code(c));
    }

    private static String code(int c) {
        return String.format(Locale.ROOT, "\\x{%X}", c);
    }

    private void copy(int length) {
        java.append(source, at, at + length);
        at += length;
    }

    private PatternSyntaxException error(String why) {
        return new PatternSyntaxException(why, source, at);
    }
}
