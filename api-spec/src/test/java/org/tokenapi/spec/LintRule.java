package org.tokenapi.spec;

import static java.util.stream.Collectors.toSet;
import static org.tokenapi.spec.Document.Kind.COMPONENTS;
import static org.tokenapi.spec.Document.Kind.EXAMPLE;
import static org.tokenapi.spec.Document.Kind.HEADER;
import static org.tokenapi.spec.Document.Kind.MEDIA_TYPE;
import static org.tokenapi.spec.Document.Kind.OPERATION;
import static org.tokenapi.spec.Document.Kind.PARAMETER;
import static org.tokenapi.spec.Document.Kind.PATH_ITEM;
import static org.tokenapi.spec.Document.Kind.PROPERTY;
import static org.tokenapi.spec.Document.Kind.RESPONSE;
import static org.tokenapi.spec.Document.Kind.SCHEMA;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.tokenapi.spec.Document.Part;
import tools.jackson.databind.JsonNode;

/** Rules for the document beyond valid OpenAPI. Each rule finds the places that violate it. */
enum LintRule {
    /** Operation ids become the names of Java methods. */
    OPERATION_ID_IS_LOWER_CAMEL_VERB_AND_NOUN(document -> document.parts(OPERATION)
            .filter(operation ->
                    !isVerbAndNoun(operation.node().path("operationId").asString("")))
            .map(at("the operationId is not a known verb and a noun in lower camel case"))),

    OPERATION_ID_IS_UNIQUE(document -> {
        Set<String> seen = new HashSet<>();
        return document.parts(OPERATION)
                .filter(operation ->
                        !seen.add(operation.node().path("operationId").asString("")))
                .map(at("another operation has the same operationId"));
    }),

    MEDIA_TYPE_HAS_NAMED_EXAMPLE(document -> document.parts(MEDIA_TYPE)
            .filter(mediaType -> mediaType.node().path("examples").isEmpty())
            .map(at("there is no named example"))),

    EXAMPLE_HAS_SUMMARY(document -> document.parts(EXAMPLE)
            .filter(example ->
                    document.resolve(example).path("summary").asString("").isBlank())
            .map(at("the summary is missing"))),

    PARAMETER_HAS_EXAMPLE(document -> document.parts(PARAMETER, HEADER)
            .filter(parameter -> !document.resolve(parameter).has("example")
                    && document.resolve(parameter).path("examples").isEmpty())
            .map(at("the example is missing"))),

    /** A failure is defined once, so that all operations fail in the same way. */
    FAILURE_IS_SHARED(document -> document.parts(OPERATION)
            .flatMap(operation -> operation.child("responses", RESPONSE).children(RESPONSE).stream())
            .filter(response -> response.name().matches("[45].*|default")
                    && !response.node().path("$ref").asString("").startsWith("#/components/responses/"))
            .map(at("the failure is not a reference to components/responses"))),

    /** Descriptions of properties become Javadoc. */
    PROPERTY_IS_DESCRIBED(document -> document.parts(PROPERTY)
            .filter(property -> description(document, property).isBlank())
            .map(at("the description is missing"))),

    DESCRIPTION_IS_FINISHED(document -> {
        List<Finding> findings = new ArrayList<>();
        document.forEachField("description", description -> {
            if (description.node().asString("").matches("(?s).*\\b(TODO|FIXME|TBD|XXX)\\b.*")) {
                findings.add(new Finding(description.pointer(), "the description is not finished"));
            }
        });
        return findings.stream();
    }),

    /** The API has lifetimes in minutes and lifetimes in seconds. */
    DURATION_NAMES_ITS_UNIT(document -> document.parts(PROPERTY)
            .filter(property -> property.name().matches(".*_ttl|.*expires?_in")
                    && !description(document, property).matches("(?s).*\\b(seconds|minutes|hours|days)\\b.*"))
            .map(at("the description does not name the unit of time"))),

    /** Generated code and tools mask values of format password. */
    SECRET_IS_PASSWORD(document -> document.parts(PROPERTY)
            .filter(property -> isSecret(property.name())
                    && !document.resolve(property).path("format").asString("").equals("password"))
            .map(at("the secret does not have the format password"))),

    /** In YAML, an unquoted status is a number, which is not a valid key in JSON. */
    STATUS_IS_QUOTED(document -> document.plainKeys().stream()
            .filter(pointer -> pointer.matches(".*/responses/[1-5]\\d\\d"))
            .map(pointer -> new Finding(pointer, "the status is not in quotes"))),

    ENUM_HAS_VALUES(document -> document.parts(SCHEMA, PROPERTY)
            .filter(schema ->
                    schema.node().has("enum") && schema.node().get("enum").isEmpty())
            .map(at("the enum has no values"))),

    ENUM_VALUES_HAVE_JAVA_NAMES(document -> document.parts(SCHEMA, PROPERTY)
            .filter(schema ->
                    !hasJavaNames(schema.node().path("enum"), schema.node().path("x-enum-varnames")))
            .map(at("x-enum-varnames does not give each value the name of a Java constant"))),

    REFERENCE_LEADS_SOMEWHERE(document -> {
        List<Finding> findings = new ArrayList<>();
        document.forEachField("$ref", ref -> {
            if (document.target(ref.node().asString("")).isMissingNode()) {
                findings.add(new Finding(ref.pointer(), "the reference " + ref.node() + " has no target"));
            }
        });
        return findings.stream();
    }),

    COMPONENT_IS_USED(document -> {
        Set<String> used = new HashSet<>();
        document.forEachField("$ref", ref -> used.add(ref.node().asString("").replaceFirst("#", "")));
        document.forEachField(
                "security",
                alternatives -> alternatives
                        .node()
                        .forEach(schemes -> schemes.propertyNames()
                                .forEach(scheme -> used.add("/components/securitySchemes/" + scheme))));
        return document.parts(COMPONENTS)
                .flatMap(components -> components.children(COMPONENTS).stream())
                .flatMap(group -> group.children(COMPONENTS).stream())
                .filter(component -> !used.contains(component.pointer()))
                .map(at("the component is not used"));
    }),

    /** Each operation declares exactly the parameters in its path. */
    PATH_PARAMETERS_ARE_THOSE_OF_THE_PATH(document -> document.parts(PATH_ITEM).flatMap(path -> {
        Set<String> inPath = Pattern.compile("\\{([^}]*)}")
                .matcher(path.name())
                .results()
                .map(match -> match.group(1))
                .collect(toSet());
        return document.parts(OPERATION)
                .filter(operation -> operation.pointer().startsWith(path.pointer() + "/"))
                .filter(operation -> !inPath.equals(pathParameters(document, path, operation)))
                .map(at("the path has the parameters " + inPath + "; others are declared"));
    })),

    ARRAY_HAS_ITEMS(document -> document.parts(SCHEMA, PROPERTY)
            .filter(schema -> schema.node().path("type").asString("").equals("array")
                    && !schema.node().has("items"))
            .map(at("the array has no items"))),

    /** A misspelt mark, or one whose keyword was removed, would have no effect. */
    ORIGIN_MARKS_SOMETHING(document -> {
        List<Finding> findings = new ArrayList<>();
        document.forEachField("x-origin", mark -> {
            if (!isExtension(mark.node())) {
                findings.add(new Finding(mark.pointer(), "the origin is not 'extension'"));
            }
        });
        document.forEachField(
                "x-origin-keywords",
                marks -> marks.children(SCHEMA).stream()
                        .filter(mark -> !isExtension(mark.node())
                                || document.at(markedKeyword(marks, mark)).isMissingNode())
                        .map(at("the origin is not 'extension', or the marked keyword is missing"))
                        .forEach(findings::add));
        return findings.stream();
    });

    private static final Pattern VERB_AND_NOUN =
            Pattern.compile("(create|delete|generate|get|list|patch|search|trigger|update)([A-Z][a-z0-9]*)+");
    private static final Set<String> SECRETS =
            Set.of("token", "access_token", "api_token", "refresh_token", "client_secret", "secret", "password");

    private final Function<Document, Stream<Finding>> check;

    LintRule(Function<Document, Stream<Finding>> check) {
        this.check = check;
    }

    List<Finding> check(Document document) {
        return check.apply(document).toList();
    }

    /** The pointer of the keyword that an entry of {@code x-origin-keywords} marks. */
    static String markedKeyword(Part marks, Part mark) {
        return marks.pointer().replaceFirst("/x-origin-keywords$", "") + "/" + mark.name();
    }

    private static Function<Part, Finding> at(String message) {
        return part -> new Finding(part.pointer(), message);
    }

    private static boolean isVerbAndNoun(String operationId) {
        return VERB_AND_NOUN.matcher(operationId).matches();
    }

    private static boolean isSecret(String name) {
        return SECRETS.contains(name);
    }

    private static boolean isExtension(JsonNode mark) {
        return mark.asString("").equals("extension");
    }

    private static String description(Document document, Part part) {
        return document.resolve(part).path("description").asString("");
    }

    private static boolean hasJavaNames(JsonNode values, JsonNode names) {
        JsonNode constants = names.isMissingNode() ? values : names;
        return constants.size() == values.size()
                && constants.valueStream().allMatch(name -> SourceVersion.isIdentifier(name.asString()));
    }

    private static Set<String> pathParameters(Document document, Part... owners) {
        return Stream.of(owners)
                .flatMap(owner -> owner.child("parameters", PARAMETER).children(PARAMETER).stream())
                .map(document::resolve)
                .filter(parameter -> parameter.path("in").asString("").equals("path"))
                .map(parameter -> parameter.path("name").asString(""))
                .collect(toSet());
    }

    /** A place that violates a rule. */
    record Finding(String pointer, String message) {}
}
