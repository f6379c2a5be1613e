package io.edict.service;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one instance takes on.
 *
 * @param perSecond requests in a second
 */
@Validated
@ConfigurationProperties("rate-limit")
record RateLimit(@DefaultValue("100") @Min(1) int perSecond) {}
