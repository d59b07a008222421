package org.tokenapi.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A closed loop: each connection sends a request when the response to its previous one has arrived. It parses only as
 * much HTTP as it needs to find the end of a response, so that on a machine with few processors the server is measured
 * rather than the client.
 */
final class Load {
    private Load() {}

    /**
     * A measurement.
     *
     * @param perSecond the units of work per second, by all workers together
     * @param nanos the duration of each unit, in ascending order
     */
    record Measurement(double perSecond, long[] nanos) {
        double millis(double quantile) {
            return nanos[(int) Math.min(nanos.length - 1, Math.floor(quantile * nanos.length))] / 1e6;
        }
    }

    /** Sends requests over several connections; any status other than 200 ends it. */
    static Measurement http(int port, int connections, Duration time, IntFunction<Supplier<String>> requests)
            throws Exception {
        return run(connections, time, worker -> {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            ResponseReader responses = new ResponseReader(socket.getInputStream());
            Supplier<String> next = requests.apply(worker);
            return new Worker() {
                @Override
                public void work() throws IOException {
                    socket.getOutputStream().write(next.get().getBytes(StandardCharsets.UTF_8));
                    responses.read();
                }

                @Override
                public void close() throws IOException {
                    socket.close();
                }
            };
        });
    }

    /** A unit of work that is repeated. */
    interface Worker extends AutoCloseable {
        void work() throws IOException, SQLException;

        @Override
        void close() throws IOException, SQLException;
    }

    interface Workers {
        Worker start(int index) throws Exception;
    }

    /** Runs several workers for a time. */
    static Measurement run(int count, Duration time, Workers workers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Callable<long[]>> loops = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = i;
                loops.add(() -> loop(workers, index, System.nanoTime() + time.toNanos()));
            }
            long begin = System.nanoTime();
            List<long[]> all = new ArrayList<>();
            for (Future<long[]> loop : threads.invokeAll(loops)) {
                all.add(loop.get());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            long[] nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Measurement(nanos.length / seconds, nanos);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] loop(Workers workers, int index, long end) throws Exception {
        long[] nanos = new long[1024];
        int count = 0;
        try (Worker worker = workers.start(index)) {
            long before = System.nanoTime();
            while (before < end) {
                worker.work();
                long after = System.nanoTime();
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = after - before;
                before = after;
            }
        }
        return Arrays.copyOf(nanos, count);
    }

    /** Reads consecutive responses. */
    private static final class ResponseReader {
        private final InputStream stream;
        private final byte[] buffer = new byte[64 * 1024];
        private int position;
        private int limit;

        ResponseReader(InputStream stream) {
            this.stream = stream;
        }

        void read() throws IOException {
            String status = line();
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException("The server responded with " + status);
            }
            int length = 0;
            boolean isChunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                } else if (lower.startsWith("transfer-encoding:")) {
                    isChunked = true;
                }
            }
            if (!isChunked) {
                skip(length);
                return;
            }
            int chunk;
            do {
                chunk = Integer.parseInt(line(), 16);
                skip(chunk + 2);
            } while (chunk > 0);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = next(); b != '\n'; b = next()) {
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        }

        private void skip(int count) throws IOException {
            int left = count;
            while (left > 0) {
                fill();
                int some = Math.min(left, limit - position);
                position += some;
                left -= some;
            }
        }

        private int next() throws IOException {
            fill();
            return buffer[position++] & 0xff;
        }

        private void fill() throws IOException {
            if (position == limit) {
                position = 0;
                limit = stream.read(buffer);
                if (limit < 0) {
                    throw new EOFException("The server closed the connection");
                }
            }
        }
    }
}
