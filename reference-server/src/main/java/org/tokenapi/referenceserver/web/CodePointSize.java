package org.tokenapi.referenceserver.web;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.cfg.ConstraintMapping;
import org.jspecify.annotations.Nullable;

/**
 * Measures text as the contract does: {@code minLength} and {@code maxLength} count Unicode characters. Hibernate
 * Validator counts {@code char}s, of which an emoji has two.
 */
public final class CodePointSize implements ConstraintValidator<Size, CharSequence> {
    private int min;
    private int max;

    /** For Hibernate Validator. */
    public CodePointSize() {}

    static ConstraintMapping mapping(HibernateValidatorConfiguration configuration) {
        ConstraintMapping mapping = configuration.createConstraintMapping();
        mapping.constraintDefinition(Size.class)
                .includeExistingValidators(false)
                .validatedBy(CodePointSize.class)
                .validatedBy(CollectionSize.class);
        return mapping;
    }

    @Override
    public void initialize(Size size) {
        min = size.min();
        max = size.max();
    }

    @Override
    public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
        if (text == null) {
            return true;
        }
        int length = Character.codePointCount(text, 0, text.length());
        return length >= min && length <= max;
    }

    /** The validator for collections; Hibernate Validator's own is internal. */
    public static final class CollectionSize implements ConstraintValidator<Size, Collection<?>> {
        private int min;
        private int max;

        /** For Hibernate Validator. */
        public CollectionSize() {}

        @Override
        public void initialize(Size size) {
            min = size.min();
            max = size.max();
        }

        @Override
        public boolean isValid(@Nullable Collection<?> items, ConstraintValidatorContext context) {
            return items == null || items.size() >= min && items.size() <= max;
        }
    }
}
