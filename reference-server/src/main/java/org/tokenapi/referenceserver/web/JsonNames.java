package org.tokenapi.referenceserver.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.beans.PropertyDescriptor;
import org.hibernate.validator.spi.nodenameprovider.JavaBeanProperty;
import org.hibernate.validator.spi.nodenameprovider.Property;
import org.hibernate.validator.spi.nodenameprovider.PropertyNodeNameProvider;
import org.springframework.beans.BeanUtils;

/** Names properties in violations as in JSON. */
final class JsonNames implements PropertyNodeNameProvider {

    @Override
    public String getName(Property property) {
        if (property instanceof JavaBeanProperty bean) {
            PropertyDescriptor descriptor = BeanUtils.getPropertyDescriptor(bean.getDeclaringClass(), bean.getName());
            JsonProperty json = descriptor == null || descriptor.getReadMethod() == null
                    ? null
                    : descriptor.getReadMethod().getAnnotation(JsonProperty.class);
            if (json != null) {
                return json.value();
            }
        }
        return property.getName();
    }
}
