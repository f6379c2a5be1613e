package io.edict.drill.fleet;

import io.edict.drill.app.StoreAddress;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.util.List;

/** One process's ways to the servers, each through a proxy. */
final class Links implements AutoCloseable {
    private final Sites sites;
    private final List<TcpProxy> proxies;

    Links(Sites sites) {
        this.sites = sites;
        this.proxies = sites.servers().stream()
                .map(ServerProcess::clientPort)
                .map(TcpProxy::to)
                .toList();
    }

    StoreAddress address() {
        return sites.address(proxies.stream().map(TcpProxy::connectString).toList());
    }

    List<TcpProxy> all() {
        return proxies;
    }

    @Override
    public void close() {
        proxies.forEach(TcpProxy::close);
    }
}
