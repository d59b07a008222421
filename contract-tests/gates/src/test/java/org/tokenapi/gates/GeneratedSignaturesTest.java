package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the public signatures of the generated code and of the hand-written client with a reviewed file. A new
 * version of the generator, or a change of the document or the client, thus shows up as a difference to review. To
 * accept it, copy the file named in the message.
 */
final class GeneratedSignaturesTest {
    @ParameterizedTest
    @ValueSource(strings = {"client", "serverstubs"})
    void areAsReviewed(String module) throws IOException {
        Path golden = Path.of("src/test/resources/golden", module + ".txt");
        Path actual = Path.of("target/golden", module + ".txt");
        Files.createDirectories(actual.getParent());
        Files.write(actual, signatures("org.tokenapi." + module));

        assertThat(actual)
                .as("accept the change with: cp contract-tests/gates/%s contract-tests/gates/%s", actual, golden)
                .hasSameTextualContentAs(golden);
    }

    private static List<String> signatures(String packageName) {
        List<String> lines = new ArrayList<>();
        new ClassFileImporter()
                .importPackages(packageName).stream()
                        .map(JavaClass::reflect)
                        .filter(type -> Modifier.isPublic(type.getModifiers()))
                        .sorted(Comparator.comparing(Class::getName))
                        .forEach(type -> {
                            lines.add("");
                            lines.add(type.getName());
                            lines.add("  " + annotations(type) + shortened(type.toGenericString()) + supertypes(type));
                            members(type).sorted().forEach(lines::add);
                        });
        return lines;
    }

    private static String supertypes(Class<?> type) {
        Stream<Type> all = Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()));
        String names = all.filter(supertype -> supertype != Object.class)
                .map(supertype -> shortened(supertype.getTypeName()))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " : " + names;
    }

    private static Stream<String> members(Class<?> type) {
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(GeneratedSignaturesTest::isVisible)
                .map(field -> "    " + annotations(field) + shortened(field.toGenericString()));
        Stream<String> executables = Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
                .filter(GeneratedSignaturesTest::isVisible)
                .map(method -> "    " + annotations(method) + shortened(method.toGenericString()) + parameters(method));
        return Stream.of(fields, executables, values(type)).flatMap(lines -> lines);
    }

    /** The serialized values of an enum's constants. */
    private static Stream<String> values(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(constant -> "    " + ((Enum<?>) constant).name() + " is written " + constant)
                : Stream.empty();
    }

    private static String parameters(Executable method) {
        String annotated = Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.getDeclaredAnnotations().length > 0)
                .map(parameter ->
                        parameter.getName() + ": " + annotations(parameter).trim())
                .collect(Collectors.joining(", "));
        return annotated.isEmpty() ? "" : " {" + annotated + "}";
    }

    private static boolean isVisible(Member member) {
        int modifiers = member.getModifiers();
        return !member.isSynthetic() && (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers));
    }

    /** The annotations with their non-default values: they determine the serialization and the validation. */
    private static String annotations(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .map(GeneratedSignaturesTest::annotation)
                .sorted()
                .map(text -> text + " ")
                .collect(Collectors.joining());
    }

    private static String annotation(Annotation annotation) {
        String values = Arrays.stream(annotation.annotationType().getDeclaredMethods())
                .sorted(Comparator.comparing(Method::getName))
                .filter(value -> !Objects.deepEquals(value(annotation, value), value.getDefaultValue()))
                .map(value -> value.getName() + "=" + text(value(annotation, value)))
                .collect(Collectors.joining(", "));
        return "@" + annotation.annotationType().getSimpleName() + (values.isEmpty() ? "" : "(" + values + ")");
    }

    private static Object value(Annotation annotation, Method value) {
        try {
            return value.invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] values ? Arrays.toString(values) : value.toString();
    }

    private static String shortened(String signature) {
        return signature.replaceAll("\\b(?:[a-z][\\w]*\\.)+(?=[A-Z])", "").replaceAll("\\w+\\.(?=\\w+\\()", "");
    }
}
