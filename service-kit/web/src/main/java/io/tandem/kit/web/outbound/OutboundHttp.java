package io.tandem.kit.web.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Calls places that an admin named. Only https, only public addresses: the name is resolved once, and the very address
 * that was looked at is called, so that a name cannot point elsewhere a moment later. No redirect is followed. Time and
 * size of an answer are limited as a whole, since a body may come in drop by drop or never end.
 */
@ApplicationScoped
public class OutboundHttp {
    private final HttpClient http;
    private final boolean local;
    private final long largestAnswer;

    @Inject
    OutboundHttp(Vertx vertx, OutboundConfig config) {
        this(
                vertx,
                config.local(),
                (int) config.connectTimeout().toMillis(),
                config.largestAnswer().asLongValue());
    }

    OutboundHttp(Vertx vertx, boolean local, int connectTimeoutMillis, long largestAnswer) {
        this.local = local;
        this.largestAnswer = largestAnswer;
        http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(connectTimeoutMillis)
                .setMaxPoolSize(16)
                .setKeepAliveTimeout(20)
                .setDecompressionSupported(true));
    }

    /** For tools and tests outside a service: calls this machine, too. */
    public static OutboundHttp forThisMachine(Vertx vertx) {
        return new OutboundHttp(vertx, true, 5_000, 32L << 20);
    }

    /**
     * Says what is wrong with a place before it is called, without resolving its name.
     *
     * @throws AddressRefusedException if it could never be called
     */
    public void check(URI uri) throws AddressRefusedException {
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !(https || (local && "http".equalsIgnoreCase(uri.getScheme())))) {
            throw new AddressRefusedException("is not an https address");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new AddressRefusedException("must have neither user nor fragment");
        }
    }

    /**
     * Sends and waits for the whole answer, whatever its status.
     *
     * @throws AddressRefusedException if the place may not be called; nothing was sent
     * @throws IOException if there was no whole answer: what came of the call is unknown
     */
    public OutboundAnswer send(OutboundCall call) throws IOException {
        check(call.uri());
        AtomicReference<HttpClientRequest> sent = new AtomicReference<>();
        AtomicBoolean givenUp = new AtomicBoolean();
        Future<OutboundAnswer> answer = http.request(options(call)).compose(request -> {
            sent.set(request);
            if (givenUp.get()) {
                request.reset();
                return Future.failedFuture("given up before it was sent");
            }
            call.headers().forEach(request::putHeader);
            return (call.body() == null ? request.send() : request.send(Buffer.buffer(call.body())))
                    .compose(this::whole);
        });
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(call.within().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(said(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            giveUp(givenUp, sent);
            throw new IOException(
                    "There was no whole answer within " + call.within().toMillis() + " ms", e);
        } catch (InterruptedException e) {
            giveUp(givenUp, sent);
            Thread.currentThread().interrupt();
            throw new IOException("The call was interrupted", e);
        }
    }

    /** A call that still waits for a connection is not made any more, one that is under way is cut off. */
    private static void giveUp(AtomicBoolean givenUp, AtomicReference<HttpClientRequest> sent) {
        givenUp.set(true);
        if (sent.get() != null) {
            sent.get().reset();
        }
    }

    private Future<OutboundAnswer> whole(HttpClientResponse response) {
        Buffer taken = Buffer.buffer();
        response.handler(part -> {
            if (taken.length() + part.length() > largestAnswer) {
                response.request().reset();
            } else {
                taken.appendBuffer(part);
            }
        });
        return response.end()
                .map(end -> new OutboundAnswer(response.statusCode(), response::getHeader, taken.getBytes()));
    }

    private RequestOptions options(OutboundCall call) throws IOException {
        URI uri = call.uri();
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : https ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        return new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setServer(SocketAddress.inetSocketAddress(port, address(host).getHostAddress()))
                .setHost(host)
                .setPort(port)
                .setSsl(https)
                .setFollowRedirects(false)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    private InetAddress address(String host) throws IOException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("The host " + host + " is not known", e);
        }
        for (InetAddress address : addresses) {
            if (!local && !OutboundAddresses.isPublic(address)) {
                throw new AddressRefusedException("The host " + host + " is not in the public internet");
            }
        }
        return addresses[0];
    }

    private static String said(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
