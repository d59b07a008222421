package org.tokenapi.referenceserver.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import org.tokenapi.referenceserver.settings.StartException;
import org.tokenapi.referenceserver.settings.TokenApiProperties;
import org.tokenapi.referenceserver.storage.DataDirectory;

final class SigningKeyTest {

    @TempDir
    private Path directory;

    @Test
    void startsAtTheSameTimeAgreeOnOneKey() throws Exception {
        ExecutorService starts = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 100; round++) {
                Path data = directory.resolve("round-" + round);
                CyclicBarrier together = new CyclicBarrier(2);
                Callable<ECKey> start = () -> {
                    DataDirectory made = new DataDirectory(properties(data));
                    together.await();
                    return new SigningKey(made).publicKey();
                };
                List<Future<ECKey>> keys = starts.invokeAll(List.of(start, start));

                assertThat(keys.get(0).get()).isEqualTo(keys.get(1).get());
                try (Stream<Path> files = Files.list(data)) {
                    assertThat(files).containsExactly(data.resolve("signing-key.json"));
                }
            }
        } finally {
            starts.shutdownNow();
        }
    }

    @Test
    void keyOnAnotherCurveIsRefused() throws JOSEException, IOException {
        refused(new ECKeyGenerator(Curve.P_384).generate().toJSONString());
    }

    @Test
    void keyWithoutAPrivatePartIsRefused() throws JOSEException, IOException {
        refused(new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString());
    }

    @Test
    void keyOfTwoHalvesIsRefused() throws JOSEException, IOException {
        ECKey one = new ECKeyGenerator(Curve.P_256).generate();
        ECKey other = new ECKeyGenerator(Curve.P_256).generate();

        refused(new ECKey.Builder(Curve.P_256, one.getX(), one.getY())
                .d(other.getD())
                .build()
                .toJSONString());
    }

    private void refused(String key) throws IOException {
        Files.writeString(directory.resolve("signing-key.json"), key);

        assertThatThrownBy(() -> new SigningKey(new DataDirectory(properties(directory))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("must be a JSON Web Key with a key pair on the curve P-256")
                .hasNoCause();
    }

    private static TokenApiProperties properties(Path directory) {
        return new TokenApiProperties(
                directory,
                false,
                false,
                "issuer",
                null,
                "audience",
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                null,
                null,
                null,
                null);
    }
}
