package org.tokenapi.client;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation, ready to be sent with {@link TokenApiClient#send}. The generated classes of the package
 * {@code org.tokenapi.client.generated.api} create calls and check their arguments against the document. Immutable, as
 * long as the body is not changed.
 *
 * @param <T> the model of a successful response
 */
public final class Call<T> {
    private final Builder<? super T> made;
    private final Class<T> responseType;
    private final Options options;
    private final BiConsumer<? super T, Constraints> essential;

    /** What a caller may change. */
    private record Options(
            Map<String, String> headers,
            @Nullable Duration attemptTimeout,
            @Nullable RetryPolicy retryPolicy) {}

    /** @param essential the check of what a response must have besides what the document requires */
    private Call(
            Builder<? super T> made,
            Class<T> responseType,
            Options options,
            BiConsumer<? super T, Constraints> essential) {
        this.made = made;
        this.responseType = responseType;
        this.options = options;
        this.essential = essential;
    }

    /** Starts a call. For the generated code. */
    public static <T> Builder<T> of(String operation, String method, String path, Class<T> responseType) {
        return new Builder<>(operation, method, path, responseType);
    }

    /**
     * A copy of this call with one more header.
     *
     * @throws IllegalArgumentException if the client sets this header itself, or if the name or the value is not
     *     allowed in a header; the message does not hold the value
     */
    public Call<T> header(String name, String value) {
        Given.required("name", name);
        Given.required("value", value);
        if (Set.of("authorization", "accept", "content-type").contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the client sets the header " + name + " itself; it cannot be changed");
        }
        try {
            HttpRequest.newBuilder().setHeader(name, value);
        } catch (IllegalArgumentException e) {
            // Not as the cause: its message holds the value.
            throw new IllegalArgumentException("the name or the value is not allowed in a header");
        }
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(options.headers);
        changed.put(name, value);
        return with(new Options(changed, options.attemptTimeout, options.retryPolicy));
    }

    /**
     * A copy of this call with another time limit for one attempt, from its start to the last byte of the response.
     *
     * @throws IllegalArgumentException if it is not positive or is longer than one day
     */
    public Call<T> attemptTimeout(Duration attemptTimeout) {
        Given.time("attemptTimeout", attemptTimeout);
        return with(new Options(options.headers, attemptTimeout, options.retryPolicy));
    }

    /** A copy of this call with another policy. */
    public Call<T> retryPolicy(RetryPolicy retryPolicy) {
        return with(new Options(options.headers, options.attemptTimeout, Given.required("retryPolicy", retryPolicy)));
    }

    private Call<T> with(Options changed) {
        return new Call<>(made, responseType, changed, essential);
    }

    /** A copy of this call that reads a response as a model with more methods. */
    <S extends T> Call<S> as(Class<S> model) {
        return new Call<>(made, model, options, essential);
    }

    /** A copy of this call that requires more of a response than the document does. */
    Call<T> requiring(BiConsumer<T, Constraints> more) {
        return new Call<>(made, responseType, options, (response, constraints) -> {
            essential.accept(response, constraints);
            more.accept(response, constraints);
        });
    }

    /** The id of the operation in the document. */
    public String operation() {
        return made.operation;
    }

    String method() {
        return made.method;
    }

    /** Path and query, percent-encoded. */
    String target() {
        return made.target();
    }

    Map<String, String> headers() {
        return options.headers;
    }

    @Nullable
    Duration attemptTimeout() {
        return options.attemptTimeout;
    }

    @Nullable
    RetryPolicy retryPolicy() {
        return options.retryPolicy;
    }

    String accept() {
        return made.accept;
    }

    @Nullable
    String contentType() {
        return made.body == null ? null : made.contentType;
    }

    @Nullable
    Object body() {
        return made.body;
    }

    Class<T> responseType() {
        return responseType;
    }

    /**
     * What a response lacks.
     *
     * @param warnings what was left out of the response; what is missing but does not justify losing a new secret is
     *     added
     */
    List<String> missing(T response, List<String> warnings) {
        Constraints required = Constraints.ofResponse();
        made.responseCheck.accept(response, required);
        Constraints more = Constraints.ofResponse();
        essential.accept(response, more);
        List<String> missing = new ArrayList<>();
        if (made.repeatable) {
            missing.addAll(required.violations());
            // Without its items, a page would look like the end of a search.
            warnings.stream().filter(warning -> warning.startsWith("items ")).forEach(missing::add);
        } else {
            warnings.addAll(required.violations());
        }
        missing.addAll(more.violations());
        return missing;
    }

    boolean isDocumented(int status) {
        return made.documented.contains(status);
    }

    RequestKind kind() {
        return made.repeatable ? RequestKind.REPEATABLE : RequestKind.ISSUES_SECRET;
    }

    /** The operation alone: path and body may hold personal data. */
    @Override
    public String toString() {
        return made.operation;
    }

    /**
     * Collects the parts of a call. For the generated code. Not thread-safe.
     *
     * @param <T> the model of a successful response
     */
    public static final class Builder<T> {
        private final String operation;
        private final String method;
        private final Class<T> responseType;
        private final StringBuilder query = new StringBuilder();
        private final Constraints constraints = Constraints.ofRequest();
        private final Map<String, String> path = new LinkedHashMap<>();
        private final String template;
        private String accept = "";
        private String contentType = "";
        private @Nullable Object body;
        private BiConsumer<T, Constraints> responseCheck = (value, none) -> {};
        private Set<Integer> documented = Set.of();
        private boolean repeatable;

        private Builder(String operation, String method, String template, Class<T> responseType) {
            this.operation = operation;
            this.method = method;
            this.template = template;
            this.responseType = responseType;
        }

        /**
         * A value in the path. An empty one, {@code .} or {@code ..} would address another resource, and is a
         * violation.
         */
        public Builder<T> path(String name, @Nullable String value) {
            constraints.segment(name, value);
            if (value != null) {
                path.put(name, encode(value));
            }
            return this;
        }

        /** A value in the query; null to leave it out. */
        public Builder<T> query(
                String name, @Nullable Object value, boolean required, @Nullable Long minimum, @Nullable Long maximum) {
            if (value == null) {
                if (required) {
                    constraints.violation(name, "is required");
                }
                return this;
            }
            if (value instanceof Enum<?> constant) {
                constraints.known(name, constant);
            }
            if (value instanceof Number number && minimum != null) {
                constraints.minimum(name, number, minimum);
            }
            if (value instanceof Number number && maximum != null) {
                constraints.maximum(name, number, maximum);
            }
            constraints.unicode(name, value.toString());
            query.append(query.isEmpty() ? '?' : '&').append(encode(name)).append('=');
            query.append(encode(value.toString()));
            return this;
        }

        /** The body; null to leave it out. */
        public <B> Builder<T> body(
                String mediaType, @Nullable B value, boolean required, BiConsumer<B, Constraints> check) {
            if (value == null) {
                if (required) {
                    constraints.violation("body", "is required");
                }
                return this;
            }
            constraints.nested("body", value, check);
            contentType = mediaType;
            body = value;
            return this;
        }

        /** A media type of a success. */
        public Builder<T> accept(String mediaType) {
            accept = accept.isEmpty() ? mediaType : accept + ", " + mediaType;
            return this;
        }

        /** The check of a successful response. */
        public Builder<T> response(BiConsumer<T, Constraints> check) {
            responseCheck = check;
            return this;
        }

        /** The statuses that the document lists for the operation. */
        public Builder<T> documented(Set<Integer> statuses) {
            documented = statuses;
            return this;
        }

        /** Whether a second request does no more than the first one. */
        public Builder<T> repeatable(boolean isRepeatable) {
            repeatable = isRepeatable;
            return this;
        }

        /**
         * Creates the call.
         *
         * @throws InvalidRequestException if an argument breaks the document
         */
        public Call<T> build() {
            List<String> violations = constraints.violations();
            if (!violations.isEmpty()) {
                throw new InvalidRequestException(operation, violations);
            }
            return new Call<>(this, responseType, new Options(Map.of(), null, null), (response, none) -> {});
        }

        private String target() {
            StringBuilder target = new StringBuilder(128);
            int from = 0;
            for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
                int close = template.indexOf('}', open);
                target.append(template, from, open).append(path.get(template.substring(open + 1, close)));
                from = close + 1;
            }
            return target.append(template, from, template.length())
                    .append(query)
                    .toString();
        }

        private static String encode(String text) {
            // The encoder copies a text several times even if nothing in it needs encoding, as in most ids.
            for (int at = 0; at < text.length(); at++) {
                char character = text.charAt(at);
                boolean plain = character >= '0' && character <= '9'
                        || character >= 'A' && character <= 'Z'
                        || character >= 'a' && character <= 'z'
                        || character == '-';
                if (!plain) {
                    return percentEncode(text);
                }
            }
            return text;
        }

        private static String percentEncode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
