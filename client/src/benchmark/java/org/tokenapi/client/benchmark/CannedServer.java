package org.tokenapi.client.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends the same page of 20 tokens in response to every request, or the same token in response to PATCH, and keeps the
 * connection open. It has one thread and almost no work, so that the clients are measured and not the server. It runs
 * in the process that starts the measured ones.
 */
final class CannedServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");

    private static final String TOKEN = """
            {"_links":{"self":{"href":"https://api.example.com/acs/t/CUSTOMER/api-tokens/0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01"}},
            "id":"0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01","client_display_name":"Nightly build","client_id":"nightly-build",
            "client_type":"SERVICE_CLIENT_TOKEN","token_display_name":"nightly-build","token_type":"USER",
            "token_sub_type":"PERSONAL","token_suffix":"4Xy9Z","api_token_ttl":43200,"access_token_ttl":30,
            "acct":"jdoe@customer.example","user_status":true,"expiration_date":"2026-12-22T09:30:00Z",
            "last_access_time":"2026-11-21T23:15:00Z","created_date":"2026-06-01T08:00:00Z",
            "modified_date":"2026-11-22T09:30:00Z","token_status":"ACTIVE",
            "token_description":"Publishes the nightly artifacts for Zürich and 東京."}""";

    private static final byte[] PATCHED = response("application/vnd.vmware.vidm.api-tokens.patch.response+json", TOKEN);
    private static final byte[] PAGE = response(
            "application/vnd.vmware.vidm.api-tokens.search.summary.list+json",
            "{\"items\":[" + (TOKEN + ",").repeat(19) + TOKEN + "],\"totalCount\":20,\"totalPages\":1}");

    private final Selector selector = Selector.open();
    private final ServerSocketChannel socket = ServerSocketChannel.open();
    private final Thread thread = new Thread(this::serve, "canned-server");

    CannedServer() throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.socket().getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        selector.close();
    }

    private static byte[] response(String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel connection = socket.accept();
                connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
                connection.configureBlocking(false);
                connection.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(16_384));
            } else {
                read(key);
            }
        } catch (IOException broken) {
            // A measured process has ended.
            key.cancel();
        }
    }

    private static void read(SelectionKey key) throws IOException {
        SocketChannel connection = (SocketChannel) key.channel();
        ByteBuffer request = (ByteBuffer) key.attachment();
        if (connection.read(request) < 0) {
            connection.close();
            return;
        }
        String text = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        if (body < 4) {
            return;
        }
        String head = text.substring(0, body).toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(head);
        int end = body + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        if (text.length() < end) {
            return;
        }
        request.clear();
        ByteBuffer response = ByteBuffer.wrap(head.startsWith("patch") ? PATCHED : PAGE);
        while (response.hasRemaining()) {
            connection.write(response);
        }
    }
}
