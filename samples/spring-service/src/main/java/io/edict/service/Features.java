package io.edict.service;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is switched on.
 *
 * @param newCheckout whether customers see the new checkout
 */
@ConfigurationProperties("features")
record Features(boolean newCheckout) {}
