package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.client.generated.model.ApiTokenPatch;
import org.tokenapi.client.generated.model.ApiTokenSearch.SortByEnum;
import org.tokenapi.client.generated.model.CloudDirectorToken;
import org.tokenapi.client.generated.model.SyncClientConfiguration;

/** Null for each parameter of each public method. */
final class MissingArgumentsTest {
    private static final TokenApiClient CLIENT = TokenApiClient.builder()
            .baseUri(URI.create("http://127.0.0.1:1"))
            .credentials(Credentials.bearer("t"))
            .retryPolicy(RetryPolicy.NEVER)
            .build();

    /** The public classes with methods that applications call, and an object of each. */
    private static final Map<Class<?>, Object> TARGETS = Map.of(
            TokenApiClient.class, CLIENT,
            TokenApiClient.Builder.class, TokenApiClient.builder(),
            Credentials.class, Credentials.bearer("t"),
            Secret.class, Secret.of("s"),
            RetryPolicy.class, RetryPolicy.NEVER,
            ApiTokens.class, CLIENT.apiTokens("T"),
            SyncClients.class, CLIENT.syncClients("T"),
            CloudDirectorTokens.class, CLIENT.cloudDirectorTokens(),
            Search.Criterion.class, Search.where("k"),
            Call.class, SampleCall.SEARCH.call());

    /** Refused by each operation, as InvalidRequestTest shows, or not an argument of a caller. */
    private static final Set<String> ELSEWHERE = Set.of("apiTokens", "syncClients", "equals", "of");

    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(String[].class, new String[] {"text"}),
            Map.entry(Secret.class, Secret.of("s")),
            Map.entry(Supplier.class, (Supplier<Secret>) () -> Secret.of("s")),
            Map.entry(Consumer.class, (Consumer<Secret>) secret -> {}),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(int.class, 1),
            Map.entry(Search.class, Search.all()),
            Map.entry(ApiTokenPatch.class, new ApiTokenPatch().tokenDisplayName("name")),
            Map.entry(SyncClientConfiguration.class, new SyncClientConfiguration()),
            Map.entry(CloudDirectorToken.class, new CloudDirectorToken().id("1").name("n")),
            Map.entry(SortByEnum.class, SortByEnum.EXPIRATION_DATE),
            Map.entry(Call.class, SampleCall.SEARCH.call()),
            Map.entry(URI.class, URI.create("https://host")),
            Map.entry(HttpClient.class, HttpClient.newHttpClient()),
            Map.entry(SSLContext.class, context()),
            Map.entry(Clock.class, Clock.systemUTC()),
            Map.entry(RetryPolicy.class, RetryPolicy.NEVER),
            Map.entry(AttemptListener.class, (AttemptListener) attempt -> {}),
            Map.entry(Credentials.class, Credentials.bearer("t")));

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> parameters() {
        return TARGETS.keySet().stream()
                .flatMap(type -> Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors())))
                .filter(member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic())
                .filter(member -> member.getDeclaringClass() == Secret.class || !ELSEWHERE.contains(member.getName()))
                .filter(member -> !member.getName().equals("equals"))
                .flatMap(member -> IntStream.range(0, member.getParameterCount())
                        .filter(index -> isRequired(member.getParameters()[index]))
                        .mapToObj(index -> Arguments.of(member, member.getParameters()[index].getName(), index)));
    }

    private static boolean isRequired(Parameter parameter) {
        return !parameter.getType().isPrimitive()
                && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("parameters")
    void nullIsRefusedByName(Executable member, String name, int index) {
        Object[] arguments = Arrays.stream(member.getParameterTypes())
                .map(type -> {
                    assertThat(VALUES).containsKey(type);
                    return VALUES.get(type);
                })
                .toArray();
        arguments[index] = null;

        Throwable failure = catchThrowable(() -> call(member, arguments));

        assertThat(failure)
                .isInstanceOfAny(
                        NullPointerException.class, IllegalArgumentException.class, InvalidRequestException.class);
        assertThat(failure.getMessage())
                .containsAnyOf(names(name).toArray(String[]::new))
                .containsAnyOf("is missing", "is required");
    }

    /** Some arguments have another name in the document. */
    private static List<String> names(String name) {
        return List.of(
                name,
                switch (name) {
                    case "change", "kind", "token" -> "body";
                    case "directory" -> "id";
                    case "property" -> "sort_by";
                    default -> name;
                });
    }

    private static void call(Executable member, Object[] arguments) throws Throwable {
        try {
            if (member instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                ((Method) member).invoke(TARGETS.get(member.getDeclaringClass()), arguments);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
