package io.edict.plain.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Lets what a ZooKeeper server sends through but for the events of watches. Each message begins with its length, each but the
 * first goes on with the number of the request that it answers, and events answer none. Owned by the proxy's thread.
 */
final class EventFilter {
    private static final int NUMBER = 4;
    private static final int EVENT = -1;

    private final ProxyRules rules;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    EventFilter(ProxyRules rules) {
        this.rules = rules;
    }

    /** Takes what arrived, and returns the messages that are whole now and no events. */
    ByteBuffer pass(ByteBuffer arrived) {
        byte[] bytes = new byte[arrived.remaining()];
        arrived.get(bytes);
        begun.writeBytes(bytes);
        ByteBuffer messages = ByteBuffer.wrap(begun.toByteArray());
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        while (messages.remaining() >= 2 * NUMBER) {
            int at = messages.position();
            int length = NUMBER + messages.getInt(at);
            if (messages.remaining() < length) {
                break;
            }
            if (messages.getInt(at + NUMBER) == EVENT) {
                rules.swallow();
            } else {
                passed.write(messages.array(), at, length);
            }
            messages.position(at + length);
        }
        begun.reset();
        begun.write(messages.array(), messages.position(), messages.remaining());
        return ByteBuffer.wrap(passed.toByteArray());
    }
}
