package io.tandem.kit.delivery;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tandem.kit.web.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Operations that must not run twice. */
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermitAll
@ApplicationScoped
public class OrdersResource {
    public record Order(String item) {}

    public record OrderView(int number, String item) {}

    static final AtomicInteger ORDERS = new AtomicInteger();
    static volatile CountDownLatch gate = new CountDownLatch(0);

    @POST
    @Idempotent
    public Response place(Order order) {
        OrderView view = placed(order);
        return Response.created(URI.create("/orders/" + view.number()))
                .entity(view)
                .build();
    }

    @POST
    @Path("/later")
    @Idempotent
    @Blocking
    public Uni<OrderView> placeLater(Order order) {
        OrderView view = placed(order);
        return Uni.createFrom().item(view).onItem().delayIt().by(Duration.ofMillis(50));
    }

    @POST
    @Path("/async")
    @Idempotent
    public Uni<OrderView> placeOnTheEventLoop(Order order) {
        OrderView view = placed(order);
        return Uni.createFrom().item(view).onItem().delayIt().by(Duration.ofMillis(50));
    }

    @POST
    @Path("/strict")
    @Idempotent(required = true)
    public OrderView placeStrictly(Order order) {
        return placed(order);
    }

    private static OrderView placed(Order order) {
        if (order.item().equals("breaks")) {
            ORDERS.incrementAndGet();
            throw new IllegalStateException("broken");
        }
        if (order.item().equals("sold out")) {
            ORDERS.incrementAndGet();
            throw Problem.conflict("Sold out.");
        }
        if (order.item().equals("slow")) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return new OrderView(ORDERS.incrementAndGet(), order.item());
    }
}
