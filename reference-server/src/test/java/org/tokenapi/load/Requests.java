package org.tokenapi.load;

/** Requests in the format of HTTP/1.1. */
record Requests(String accessToken, String tenant) {

    /** Requests the first page of 20 tokens. */
    String search(String body) {
        return request("POST", "search?pageSize=20", "search", body);
    }

    String patch(String id, String displayName) {
        return request("PATCH", id, "patch", "{\"token_display_name\":\"" + displayName + "\"}");
    }

    String regenerate(String id) {
        return request("POST", id + "?action=regenerate", "trigger.action", "{}");
    }

    private String request(String method, String path, String type, String body) {
        return method + " /acs/t/" + tenant + "/api-tokens/" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Authorization: Bearer " + accessToken + "\r\nContent-Type: application/vnd.vmware.vidm.api-tokens."
                + type
                + ".request+json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
