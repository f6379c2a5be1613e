package io.edict.plain.variants;

import static io.edict.plain.variants.Clients.NEVER;
import static io.edict.plain.variants.Clients.SOON;
import static io.edict.plain.variants.Clients.awaitN;
import static io.edict.plain.variants.Clients.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.plain.Edict;
import io.edict.plain.testing.Ensemble;
import io.edict.plain.testing.ServerOptions;
import io.edict.plain.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that only one server knows: whoever moves to another server begins a new one. */
class LocalSessionsIT {
    private static final Duration SESSION = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void followerMovesToAnotherServerAndMissesNothing(boolean upgrading) {
        ServerOptions local = ServerOptions.quick()
                .setting("localSessionsEnabled", "true")
                .setting("localSessionsUpgradingEnabled", Boolean.toString(upgrading));
        try (Ensemble ensemble = Ensemble.of(3, local)) {
            ensemble.start();
            List<Integer> heard = new CopyOnWriteArrayList<>();
            try (TcpProxy proxy = TcpProxy.to(ensemble.server(0).clientPort());
                    ConfigClient operator = Edict.connect(ensemble.connectString())
                            .requestTimeout(SOON)
                            .start();
                    ConfigClient client = Edict.connect(proxy.connectString())
                            .sessionTimeout(SESSION)
                            .checkEvery(NEVER)
                            .start()) {
                publish(operator, "shop/orders", 1);
                awaitN(client, "shop/orders", 1);
                client.follow(DocumentId.of("shop/orders"))
                        .subscribe(change -> heard.add(change.after().getInt("n")));
                for (int n = 2; n < 8; n++) {
                    int next = n % 3;
                    proxy.cut();
                    publish(operator, "shop/orders", n);
                    proxy.target(ensemble.server(next).clientPort());
                    proxy.restore();
                    awaitN(client, "shop/orders", n);
                    publish(client, "shop/written", n);
                }
                assertThat(client.status().counters().healed()).isZero();
                assertThat(heard).isSorted().doesNotHaveDuplicates();
                ensemble.restart(1);
                publish(client, "shop/orders", 9);
                awaitN(client, "shop/orders", 9);
            }
        }
    }
}
