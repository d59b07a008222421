package org.tokenapi.referenceserver.apitoken;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.problem.Violation;
import org.tokenapi.serverstubs.generated.model.Filter;
import org.tokenapi.serverstubs.generated.model.SearchAPITokensRequestMedia;
import org.tokenapi.serverstubs.generated.model.SearchAPITokensRequestMedia.SortOrderEnum;

/** Reads the body of a search and collects all of its violations. */
final class TokenSearchReader {
    private final List<Violation> violations = new ArrayList<>();

    private TokenSearchReader() {}

    /**
     * Reads a search.
     *
     * @throws ProblemException with 400 if a key or operator is unknown, or a value is invalid
     */
    static TokenSearch read(@Nullable SearchAPITokensRequestMedia body, int page, int pageSize) {
        SearchAPITokensRequestMedia search = body == null ? new SearchAPITokensRequestMedia() : body;
        TokenSearchReader request = new TokenSearchReader();
        List<SearchCriterion> and = request.criteria("and", search.getAnd());
        List<SearchCriterion> or = request.criteria("or", search.getOr());
        if (!request.violations.isEmpty()) {
            throw ProblemException.badRequest(request.violations);
        }
        ApiTokenProperty sortBy = search.getSortBy() == null
                ? ApiTokenProperty.TOKEN_DISPLAY_NAME
                : Objects.requireNonNull(
                        ApiTokenProperty.searchable(search.getSortBy().getValue()));
        return new TokenSearch(and, or, sortBy, search.getSortOrder() == SortOrderEnum.DESC, page, pageSize);
    }

    private List<SearchCriterion> criteria(String name, @Nullable List<Filter> filters) {
        List<SearchCriterion> criteria = new ArrayList<>();
        for (int i = 0; filters != null && i < filters.size(); i++) {
            SearchCriterion criterion = criterion(name + "[" + i + "].", filters.get(i));
            if (criterion != null) {
                criteria.add(criterion);
            }
        }
        return criteria;
    }

    private @Nullable SearchCriterion criterion(String path, Filter filter) {
        ApiTokenProperty property = ApiTokenProperty.searchable(filter.getKey());
        if (property == null) {
            refuse(path + "key", "must be a property of an API token other than _links and roles");
        }
        Operator operator = filter.getOperator() == null ? Operator.EQUALS : Operator.ofName(filter.getOperator());
        if (operator == null) {
            refuse(path + "operator", "must be one of " + Operator.NAMES);
        }
        if (property == null || operator == null) {
            return null;
        }
        if (!operator.appliesTo(property.column().type())) {
            refuse(path + "operator", operator + " does not apply to " + property.key());
            return null;
        }
        List<String> values = filter.getValues() == null ? List.of() : filter.getValues();
        String count = countDetail(operator, values.size());
        if (count != null) {
            refuse(path + "values", count);
            return null;
        }
        List<Object> read = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Object value = property.column().type().comparable(values.get(i));
            if (value == null) {
                refuse(
                        path + "values[" + i + "]",
                        "must be " + property.column().type().description());
            } else {
                read.add(value);
            }
        }
        return read.size() == values.size() ? new SearchCriterion(property, operator, read) : null;
    }

    private static @Nullable String countDetail(Operator operator, int count) {
        return switch (operator) {
            case EMPTY, NOT_EMPTY -> count == 0 ? null : operator + " takes no values";
            case GREATER_THAN, LESS_THAN -> count == 1 ? null : operator + " takes exactly one value";
            default -> count > 0 ? null : operator + " takes at least one value";
        };
    }

    private void refuse(String name, String detail) {
        violations.add(Violation.body(name, detail));
    }
}
