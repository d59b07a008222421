module app {
    requires org.tokenapi.client;
    requires jdk.httpserver;
}
