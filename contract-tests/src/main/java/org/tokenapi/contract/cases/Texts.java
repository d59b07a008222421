package org.tokenapi.contract.cases;

/** Makes texts. */
final class Texts {
    private Texts() {}

    /** The text cut or continued to a length in Unicode characters. */
    static String ofLength(String text, int length) {
        int[] points = text.isEmpty() ? new int[] {'a'} : text.codePoints().toArray();
        StringBuilder result = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            result.appendCodePoint(i < points.length ? points[i] : 'a');
        }
        return result.toString();
    }
}
