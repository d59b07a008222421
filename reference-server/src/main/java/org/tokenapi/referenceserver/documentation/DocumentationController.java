package org.tokenapi.referenceserver.documentation;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the documentation page and the OpenAPI document. */
@Controller
final class DocumentationController {
    /** RFC 9512. */
    private static final MediaType YAML = MediaType.valueOf("application/yaml;charset=UTF-8");

    private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");
    private static final MediaType SCRIPT = MediaType.valueOf("text/javascript;charset=UTF-8");

    DocumentationController() {}

    @GetMapping("/")
    ResponseEntity<Resource> page() {
        return resource("documentation/index.html", HTML);
    }

    @GetMapping("/documentation.js")
    ResponseEntity<Resource> script() {
        return resource("documentation/documentation.js", SCRIPT);
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> document() {
        return resource("org/tokenapi/spec/openapi.yaml", YAML);
    }

    private static ResponseEntity<Resource> resource(String name, MediaType type) {
        return ResponseEntity.ok().contentType(type).body(new ClassPathResource(name));
    }
}
