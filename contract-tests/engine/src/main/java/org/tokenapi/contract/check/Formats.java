package org.tokenapi.contract.check;

import java.math.BigDecimal;
import java.net.IDN;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tokenapi.contract.spec.EcmaPattern;
import org.tokenapi.contract.spec.Format;
import tools.jackson.databind.JsonNode;

/** Checks the formats of values. */
final class Formats {
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern TIME =
            Pattern.compile("(\\d{2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?(?:[Zz]|([+-])(\\d{2}):(\\d{2}))");
    private static final Pattern DURATION = Pattern.compile(
            "P(?!$)(?:\\d+W|(?:\\d+Y(?:\\d+M(?:\\d+D)?)?|\\d+M(?:\\d+D)?|\\d+D)?(?:T(?=\\d)(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S))?)");
    private static final Pattern UUID =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern JSON_POINTER = Pattern.compile("(?:/(?:[^~/]|~[01])*)*");
    private static final Pattern RELATIVE_JSON_POINTER =
            Pattern.compile("(?:0|[1-9]\\d*)(?:[+-][1-9]\\d*)?(?:#|(?:/(?:[^~/]|~[01])*)*)");
    private static final Pattern BASE64 =
            Pattern.compile("(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
    private static final Pattern BASE64URL =
            Pattern.compile("(?:[A-Za-z0-9_-]{4})*+(?:[A-Za-z0-9_-]{2}(?:==)?|[A-Za-z0-9_-]{3}=?)?");

    /** "Mailbox" of RFC 5321, section 4.1.2. */
    private static final Pattern MAILBOX = Pattern.compile("(?<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
            + "(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*\")@(?<domain>.+)");

    /** "Mailbox" with the characters that RFC 6531, section 3.3, adds. */
    private static final Pattern IDN_MAILBOX =
            Pattern.compile("(?<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10FFFF}-]+"
                    + "(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10FFFF}-]+)*"
                    + "|\"(?:[ !#-\\[\\]-~\\x{80}-\\x{10FFFF}]|\\\\[ -~])*\")@(?<domain>.+)");

    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_HOSTNAME = 253;

    /** The non-ASCII characters of RFC 3987, section 2.2, "ucschar". */
    private static final String INTERNATIONAL =
            "\\x{A0}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFEF}\\x{10000}-\\x{EFFFD}";

    private static final String PRIVATE = "\\x{E000}-\\x{F8FF}\\x{F0000}-\\x{FFFFD}\\x{100000}-\\x{10FFFD}";

    private static final Reference URI = new Reference("");
    private static final Reference IRI = new Reference(INTERNATIONAL);

    private static final String VARIABLE =
            "(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+(?:\\.(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+)*" + "(?::[1-9]\\d{0,3}|\\*)?";

    /** A URI template of RFC 6570, section 2. */
    private static final Pattern URI_TEMPLATE = Pattern.compile("(?:[!#$&-;=?-\\[\\]_a-z~" + INTERNATIONAL + PRIVATE
            + "]|%[0-9A-Fa-f]{2}|\\{[+#./;?&=,!@|]?" + VARIABLE + "(?:," + VARIABLE + ")*})*");

    private Formats() {}

    /** Whether a value has a format. The value must be of the type of the format. */
    static boolean matches(Format format, JsonNode value) {
        String text = value.isString() ? value.stringValue() : "";
        return switch (format) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 ->
                isBetween(value.decimalValue(), format.range().orElseThrow());
            case DATE_TIME ->
                text.length() > 10
                        && "Tt".indexOf(text.charAt(10)) >= 0
                        && isDate(text.substring(0, 10))
                        && isTime(text.substring(11));
            case DATE -> isDate(text);
            case TIME -> isTime(text);
            case DURATION -> DURATION.matcher(text).matches();
            case EMAIL -> isMailbox(MAILBOX.matcher(text), false);
            case IDN_EMAIL -> isMailbox(IDN_MAILBOX.matcher(text), true);
            case HOSTNAME -> isHostname(text);
            case IDN_HOSTNAME -> isInternationalHostname(text);
            case IPV4 -> IPV4.matcher(text).matches();
            case IPV6 -> isIpv6(text);
            case URI -> URI.isAbsolute(text);
            case URI_REFERENCE -> URI.isReference(text);
            case IRI -> IRI.isAbsolute(text);
            case IRI_REFERENCE -> IRI.isReference(text);
            case URI_TEMPLATE -> URI_TEMPLATE.matcher(text).matches();
            case UUID -> UUID.matcher(text).matches();
            case JSON_POINTER -> JSON_POINTER.matcher(text).matches();
            case RELATIVE_JSON_POINTER -> RELATIVE_JSON_POINTER.matcher(text).matches();
            case REGEX -> EcmaPattern.compile(text).isPresent();
            case BYTE -> BASE64.matcher(text).matches();
            case BASE64URL -> BASE64URL.matcher(text).matches();
            case FLOAT, DOUBLE, PASSWORD, BINARY -> true;
        };
    }

    private static boolean isBetween(BigDecimal number, Format.Range range) {
        return number.compareTo(range.least()) >= 0 && number.compareTo(range.most()) <= 0;
    }

    private static boolean isDate(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return false;
        }
        try {
            LocalDate.of(number(date, 1), number(date, 2), number(date, 3));
            return true;
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }

    /** "full-time" of RFC 3339, section 5.6. A leap second is the last second of a day in UTC. */
    private static boolean isTime(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return false;
        }
        int hour = number(time, 1);
        int minute = number(time, 2);
        int second = number(time, 3);
        int offset = 0;
        if (time.group(4) != null) {
            int offsetHour = number(time, 5);
            int offsetMinute = number(time, 6);
            if (offsetHour > 23 || offsetMinute > 59) {
                return false;
            }
            offset = (offsetHour * 60 + offsetMinute) * (time.group(4).equals("+") ? 1 : -1);
        }
        boolean leap = second == 60 && Math.floorMod(hour * 60 + minute - offset, 24 * 60) == 24 * 60 - 1;
        return hour < 24 && minute < 60 && (second < 60 || leap);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static boolean isMailbox(Matcher mailbox, boolean international) {
        if (!mailbox.matches() || mailbox.group("local").length() > LONGEST_LOCAL_PART) {
            return false;
        }
        String domain = mailbox.group("domain");
        if (domain.startsWith("[") && domain.endsWith("]")) {
            String address = domain.substring(1, domain.length() - 1);
            return address.startsWith("IPv6:")
                    ? isIpv6(address.substring("IPv6:".length()))
                    : IPV4.matcher(address).matches();
        }
        return international ? isInternationalHostname(domain) : isHostname(domain);
    }

    /** A host name of RFC 1123, section 2.1. */
    private static boolean isHostname(String text) {
        if (text.isEmpty() || text.length() > LONGEST_HOSTNAME) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInternationalHostname(String text) {
        try {
            return isHostname(IDN.toASCII(text.replaceAll("[\\u3002\\uFF0E\\uFF61]", "."), IDN.USE_STD3_ASCII_RULES));
        } catch (IllegalArgumentException | IndexOutOfBoundsException noHostname) {
            return false;
        }
    }

    /** An address of RFC 4291, section 2.2. */
    private static boolean isIpv6(String text) {
        String rest = text;
        int groups = 0;
        int lastColon = text.lastIndexOf(':');
        if (text.indexOf('.') > lastColon && lastColon >= 0) {
            if (!IPV4.matcher(text.substring(lastColon + 1)).matches()) {
                return false;
            }
            groups = 2;
            rest = text.substring(0, lastColon);
            if (rest.endsWith(":")) {
                rest += ":";
            }
        }
        int gap = rest.indexOf("::");
        if (gap >= 0 && rest.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        String[] parts = gap < 0 ? new String[] {rest} : new String[] {rest.substring(0, gap), rest.substring(gap + 2)};
        for (String part : parts) {
            if (!part.isEmpty() || gap < 0) {
                for (String group : part.split(":", -1)) {
                    if (!group.matches("[0-9A-Fa-f]{1,4}")) {
                        return false;
                    }
                    groups++;
                }
            }
        }
        return gap < 0 ? groups == 8 : groups < 8;
    }

    /** The grammar of RFC 3986, appendix A, with further characters where RFC 3987 allows them. */
    private static final class Reference {
        private static final String PERCENT = "%[0-9A-Fa-f]{2}";
        private static final String SCHEME = "[A-Za-z][A-Za-z0-9+.-]*";
        private final Pattern absolute;
        private final Pattern relative;

        Reference(String further) {
            String plain = "A-Za-z0-9._~!$&'()*+,;=" + further;
            String character = "(?:[" + plain + ":@-]|" + PERCENT + ")";
            String segments = "(?:/" + character + "*+)*+";
            String authority = "(?:(?:[" + plain + ":-]|" + PERCENT + ")*@)?"
                    + "(?:\\[(?<ipv6>[0-9A-Fa-f:.]+|[Vv][0-9A-Fa-f]+\\.[A-Za-z0-9._~!$&'()*+,;=:-]+)]|(?:[" + plain
                    + "-]|"
                    + PERCENT + ")*)(?::\\d*)?";
            String query =
                    "(?:\\?(?:[" + plain + ":@/?-" + (further.isEmpty() ? "" : PRIVATE) + "]|" + PERCENT + ")*+)?";
            String fragment = "(?:#(?:[" + plain + ":@/?-]|" + PERCENT + ")*+)?";
            String hierarchy = "(?://" + authority + segments + "|/(?:" + character + "++" + segments + ")?";
            absolute = Pattern.compile(
                    SCHEME + ":" + hierarchy + "|" + character + "++" + segments + ")?" + query + fragment);
            String firstWithoutColon = "(?:[" + plain + "@-]|" + PERCENT + ")++";
            relative = Pattern.compile(hierarchy + "|" + firstWithoutColon + segments + ")?" + query + fragment);
        }

        boolean isAbsolute(String text) {
            return matches(absolute, text);
        }

        boolean isReference(String text) {
            return matches(absolute, text) || matches(relative, text);
        }

        private static boolean matches(Pattern pattern, String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.matches()) {
                return false;
            }
            String address = matcher.group("ipv6");
            return address == null || "Vv".indexOf(address.charAt(0)) >= 0 || isIpv6(address);
        }
    }
}
