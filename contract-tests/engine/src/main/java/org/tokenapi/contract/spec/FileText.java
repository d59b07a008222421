package org.tokenapi.contract.spec;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Reads the text of a file, a resource of the class path, or a URL. */
final class FileText {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private FileText() {}

    /** @throws IOException if it can't be read, or is neither UTF-8 nor, with a byte order mark, UTF-16 or UTF-32 */
    static String read(URI location) throws IOException {
        return switch (String.valueOf(location.getScheme())) {
            case "file" -> decode(Files.readAllBytes(Path.of(location)));
            case "classpath" -> decode(resource(location.getPath().substring(1)));
            default -> decode(fetch(location));
        };
    }

    private static byte[] resource(String path) throws IOException {
        ClassLoader loader = Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(), FileText.class.getClassLoader());
        try (InputStream in = loader.getResourceAsStream(path)) {
            if (in == null) {
                throw new NoSuchFileException(path);
            }
            return in.readAllBytes();
        }
    }

    private static byte[] fetch(URI url) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(LIMIT)
                .build();
        try {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(url).timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("got status " + response.statusCode());
            }
            return response.body();
        } catch (IllegalArgumentException e) {
            throw new IOException("not a URL that can be fetched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** YAML 1.2.2, section 5.2. */
    private static String decode(byte[] bytes) throws CharacterCodingException {
        Charset charset = starts(bytes, 0xff, 0xfe, 0, 0) || starts(bytes, 0, 0, 0xfe, 0xff)
                ? Charset.forName("UTF-32")
                : starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)
                        ? StandardCharsets.UTF_16
                        : StandardCharsets.UTF_8;
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
