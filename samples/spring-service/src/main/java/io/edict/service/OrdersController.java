package io.edict.service;

import io.edict.Live;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the service answers. */
@RestController
class OrdersController {
    private static final Logger log = LoggerFactory.getLogger(OrdersController.class);

    private final Live<Features> features;
    private final ConnectionPool pool;
    private final Limiter limiter;

    OrdersController(Live<Features> features, ConnectionPool pool, Limiter limiter) {
        this.features = features;
        this.pool = pool;
        this.limiter = limiter;
    }

    /** An answer that tells by which settings it was made. */
    record Answer(String checkout, int connections, boolean debugLog) {}

    @GetMapping("/orders")
    ResponseEntity<Answer> orders() {
        if (!limiter.admits()) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).build();
        }
        log.debug("Orders are listed");
        String checkout = features.get().newCheckout() ? "new" : "classic";
        return ResponseEntity.ok(new Answer(checkout, pool.size(), log.isDebugEnabled()));
    }
}
