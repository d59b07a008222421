package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** An application that fixes jackson-annotations at the version of Jackson 2.19 or 2.20. */
final class OldAnnotationsTest {
    @Test
    void areNamedTogetherWithTheCure() throws Exception {
        try (URLClassLoader old = new OldAnnotations()) {
            Object builder = old.loadClass(TokenApiClient.class.getName())
                    .getMethod("builder")
                    .invoke(null);

            assertThatThrownBy(() -> builder.getClass().getMethod("build").invoke(builder))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("jackson-annotations must be 2.21 or newer");
        }
    }

    /** Loads the classes of the client again, without the newest annotation. */
    private static final class OldAnnotations extends URLClassLoader {
        OldAnnotations() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(entry -> url(Path.of(entry).toUri()))
                    .toArray(URL[]::new);
        }

        private static URL url(URI uri) {
            try {
                return uri.toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals("com.fasterxml.jackson.annotation.JsonSerializeAs")) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }
}
