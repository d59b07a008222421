/** A client for the token management operations of VMware Identity Services and VMware Cloud Director. */
module org.tokenapi.client {
    requires transitive com.fasterxml.jackson.annotation;
    requires transitive java.net.http;
    requires transitive org.openapitools.jackson.nullable;
    requires transitive tools.jackson.databind;
    requires static transitive org.jspecify;

    exports org.tokenapi.client;
    exports org.tokenapi.client.generated.api;
    exports org.tokenapi.client.generated.model;

    opens org.tokenapi.client to
            tools.jackson.databind;
    opens org.tokenapi.client.generated.model to
            tools.jackson.databind;
}
