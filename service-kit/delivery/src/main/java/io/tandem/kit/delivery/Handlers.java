package io.tandem.kit.delivery;

import io.tandem.contracts.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a consumer does with each type of event; types it does not name are ignored. */
public final class Handlers {
    private final Map<String, Handler<?>> byType;

    private Handlers(Map<String, Handler<?>> byType) {
        this.byType = byType;
    }

    public static <E extends Event> Handlers on(Class<E> type, Consumer<Received<E>> handler) {
        return new Handlers(Map.of()).and(type, handler);
    }

    public <E extends Event> Handlers and(Class<E> type, Consumer<Received<E>> handler) {
        Map<String, Handler<?>> extended = new HashMap<>(byType);
        extended.put(CloudEventHeaders.typeOf(type), new Handler<>(type, handler));
        return new Handlers(extended);
    }

    Optional<Class<? extends Event>> typeNamed(String name) {
        return Optional.ofNullable(byType.get(name)).map(Handler::type);
    }

    void handle(Received<? extends Event> received) {
        byType.get(CloudEventHeaders.typeOf(received.event().getClass())).accept(received);
    }

    private record Handler<E extends Event>(Class<E> type, Consumer<Received<E>> body) {
        void accept(Received<? extends Event> received) {
            body.accept(
                    new Received<>(received.eventId(), received.time(), received.key(), type.cast(received.event())));
        }
    }
}
