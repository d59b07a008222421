package org.tokenapi.contract.check;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** The formats {@code int32} and {@code int64}, which the validator knows by name only. */
record NumberFormat(String name, BigDecimal least, BigDecimal most) implements Format {
    static final NumberFormat INT32 =
            new NumberFormat("int32", BigDecimal.valueOf(Integer.MIN_VALUE), BigDecimal.valueOf(Integer.MAX_VALUE));
    static final NumberFormat INT64 =
            new NumberFormat("int64", BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE));

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean matches(ExecutionContext execution, SchemaContext schema, JsonNode value) {
        return !value.isNumber()
                || value.decimalValue().compareTo(least) >= 0
                        && value.decimalValue().compareTo(most) <= 0;
    }
}
