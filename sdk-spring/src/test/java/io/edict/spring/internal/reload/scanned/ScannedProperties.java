package io.edict.spring.internal.reload.scanned;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** To be found by scanning. */
@ConfigurationProperties("set")
public record ScannedProperties(@DefaultValue("false") boolean on) {}
