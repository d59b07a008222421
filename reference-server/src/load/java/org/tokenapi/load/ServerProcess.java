package org.tokenapi.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, which tells on its output where it is. What else it says goes to standard error. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final int port;
    private final String accessToken;

    private ServerProcess(Process process, int port, String accessToken) {
        this.process = process;
        this.port = port;
        this.accessToken = accessToken;
    }

    static ServerProcess start(Class<?> main, List<String> options, List<String> settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), "--server.port=0"));
        command.addAll(settings);
        Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        int port = 0;
        String token = "";
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("The reference server is ready: ")) {
                port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            } else if (line.startsWith("eyJ")) {
                token = line;
            } else if (!line.contains("curl ")) {
                System.err.println(line);
            }
            if (port > 0 && (main == BareServer.class || !token.isEmpty())) {
                Thread rest = new Thread(() -> output.lines()
                        .filter(more -> !more.contains("curl "))
                        .forEach(System.err::println));
                rest.setDaemon(true);
                rest.start();
                return new ServerProcess(process, port, token);
            }
        }
        throw new IOException("The server ended before it was ready");
    }

    int port() {
        return port;
    }

    /** The access token that it printed; empty if it printed none. */
    String accessToken() {
        return accessToken;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
