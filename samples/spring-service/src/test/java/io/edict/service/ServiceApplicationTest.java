package io.edict.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.spring.test.EdictTest;
import io.edict.spring.test.EdictTest.Doc;
import io.edict.spring.test.EdictTester;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The service as its own developers would test it: a store in memory, and no ports. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.MOCK)
@EdictTest(@Doc(id = "shop/orders", text = "pool.size = 10"))
class ServiceApplicationTest {
    @Autowired
    private EdictTester edict;

    @Autowired
    private ConnectionPool pool;

    @Test
    void poolFollowsThePublishedSize() {
        edict.publish("shop/orders", "pool.size = 20");
        assertThat(pool.size()).isEqualTo(20);

        edict.publish("shop/orders", "pool.size = 5000"); // refused: the most is 500
        assertThat(pool.size()).isEqualTo(20);
    }
}
