package org.tokenapi.referenceserver.web;

import java.util.Map;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.tokenapi.serverstubs.generated.model.Link;

/** The links of answers, as absolute addresses on the host that the caller asked. */
public final class Links {
    private Links() {}

    /**
     * A link to where the answer came from.
     *
     * @param path a path of the contract, with its variables in braces
     * @param variables their values, in the order of the path
     */
    public static Map<String, Link> self(String path, Object... variables) {
        String href = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(path)
                .encode()
                .buildAndExpand(variables)
                .toUriString();
        return Map.of("self", new Link().href(href));
    }

    /** A link to one page of a list. */
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
