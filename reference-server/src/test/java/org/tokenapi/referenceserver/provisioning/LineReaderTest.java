package org.tokenapi.referenceserver.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineReaderTest {

    @Test
    void linesAreCountedFromOne() throws IOException {
        assertThat(lines("a\n\nb".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(line(1, "a"), line(2, ""), line(3, "b"));
    }

    @Test
    void lastLineMayEndOrNot() throws IOException {
        assertThat(lines("a\n".getBytes(StandardCharsets.UTF_8))).containsExactly(line(1, "a"));
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirst() throws IOException {
        assertThat(lines("\uFEFFa\n\uFEFFb".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(line(1, "a"), line(2, "\uFEFFb"));
    }

    @Test
    void lineThatIsTooLongIsReportedAndTheNextIsRead() throws IOException {
        byte[] longest = "x".repeat(LineReader.LONGEST).getBytes(StandardCharsets.UTF_8);
        String text = new String(longest, StandardCharsets.UTF_8);

        assertThat(lines((text + "x\n" + text + "\nb").getBytes(StandardCharsets.UTF_8)))
                .containsExactly(
                        new LineReader.Line(1, null, "must have at most 16777216 bytes"), line(2, text), line(3, "b"));
    }

    @Test
    void lineThatIsNotUtf8IsReported() throws IOException {
        assertThat(lines(new byte[] {'a', (byte) 0xff, '\n', 'b'}))
                .containsExactly(new LineReader.Line(1, null, "must be UTF-8"), line(2, "b"));
    }

    private static LineReader.Line line(long number, String text) {
        return new LineReader.Line(number, text, "");
    }

    private static List<LineReader.Line> lines(byte[] bytes) throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(bytes));
        List<LineReader.Line> all = new ArrayList<>();
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }
}
