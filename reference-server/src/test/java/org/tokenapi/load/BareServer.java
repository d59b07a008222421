package org.tokenapi.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Spring MVC without the application: reads a request body and returns the content of a file that it read at the start.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class
})
@RestController
class BareServer {
    private final byte[] response = readResponse();

    BareServer() {}

    /** @param args settings of Spring Boot */
    public static void main(String[] args) {
        var context = SpringApplication.run(BareServer.class, args);
        System.out.println("The reference server is ready: http://127.0.0.1:"
                + context.getEnvironment().getProperty("local.server.port"));
    }

    @PostMapping("/**")
    ResponseEntity<byte[]> response(@RequestBody byte[] body) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("application/vnd.vmware.vidm.api-tokens.search.summary.list+json"))
                .body(response);
    }

    private static byte[] readResponse() {
        try {
            return Files.readAllBytes(Path.of(System.getProperty("response")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
