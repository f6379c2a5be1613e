package io.edict.service;

import io.edict.Live;
import io.edict.spring.OnConfigChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stands for a pool of connections, which must be told its size. */
@Component
class ConnectionPool {
    private static final Logger log = LoggerFactory.getLogger(ConnectionPool.class);

    private volatile int size;

    ConnectionPool(Live<PoolSettings> settings) {
        size = settings.get().size();
    }

    @OnConfigChange("pool")
    void resize(PoolSettings now, PoolSettings before) {
        log.info("The pool grows or shrinks from {} to {} connections", before.size(), now.size());
        size = now.size();
    }

    int size() {
        return size;
    }
}
