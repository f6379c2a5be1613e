package io.edict.spring.internal.listen;

import java.time.Duration;

/**
 * What is known of a method with {@code @OnConfigChange}, for the endpoint and for meters.
 *
 * @param name bean and method, {@code ordersPool.resize(Pool)}; fixed by the application's code, so it may be a tag
 * @param calls the calls that ended
 * @param failures those of them that threw
 * @param slow the calls that ran for longer than {@code edict.slow-listener-after}
 * @param running whether a call is running now
 * @param last how long the last call took; zero if there was none
 * @param total how long all calls took together
 */
public record ListenerStatistics(
        String name, long calls, long failures, long slow, boolean running, Duration last, Duration total) {}
