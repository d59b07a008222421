package org.tokenapi.referenceserver.apitoken;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.schema.ColumnType;

/** The operators of a criterion, named as in requests. */
enum Operator {
    EQUALS,
    NOT_EQUALS,
    LIKE,
    EMPTY,
    NOT_EMPTY,
    GREATER_THAN,
    LESS_THAN;

    static final String NAMES = Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));

    static @Nullable Operator ofName(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    boolean appliesTo(ColumnType<?> type) {
        return switch (this) {
            case LIKE -> type == ColumnType.TEXT;
            case GREATER_THAN, LESS_THAN -> type == ColumnType.LONG || type == ColumnType.DATE;
            default -> true;
        };
    }
}
