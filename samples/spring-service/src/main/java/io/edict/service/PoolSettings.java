package io.edict.service;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The connection pool.
 *
 * @param size how many connections there are
 */
@Validated
@ConfigurationProperties("pool")
record PoolSettings(@DefaultValue("10") @Min(1) @Max(500) int size) {}
