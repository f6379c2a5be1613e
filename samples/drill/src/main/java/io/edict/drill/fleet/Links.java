package io.edict.drill.fleet;

import io.edict.plain.testing.Ensemble;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.util.List;
import java.util.stream.Collectors;

/** One process's ways to the servers, each through a proxy. */
final class Links implements AutoCloseable {
    private final List<TcpProxy> proxies;

    Links(Ensemble ensemble) {
        proxies = ensemble.servers().stream()
                .map(ServerProcess::clientPort)
                .map(TcpProxy::to)
                .toList();
    }

    String connectString() {
        return proxies.stream().map(TcpProxy::connectString).collect(Collectors.joining(","));
    }

    List<TcpProxy> all() {
        return proxies;
    }

    @Override
    public void close() {
        proxies.forEach(TcpProxy::close);
    }
}
