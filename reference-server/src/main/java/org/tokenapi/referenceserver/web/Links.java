package org.tokenapi.referenceserver.web;

import java.util.Map;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponents;
import org.tokenapi.serverstubs.generated.model.Link;

/** The links of responses, as absolute URLs on the host of the request. */
public final class Links {
    private final UriComponents template;

    private Links(UriComponents template) {
        this.template = template;
    }

    /**
     * Links to resources of one kind.
     *
     * @param path a path of the contract, with its variables in braces
     */
    public static Links to(String path) {
        return new Links(ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(path)
                .encode()
                .build());
    }

    /** The link for these values of the variables, in the order of the path. */
    public Map<String, Link> self(Object... variables) {
        return Map.of("self", new Link().href(template.expand(variables).toUriString()));
    }

    /** The link to a page of a list. */
    public static Map<String, Link> page(String path, String tenant, int startIndex, int pageSize) {
        String href = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(path)
                .queryParam("startIndex", startIndex)
                .queryParam("pageSize", pageSize)
                .encode()
                .buildAndExpand(tenant)
                .toUriString();
        return Map.of("self", new Link().href(href));
    }
}
