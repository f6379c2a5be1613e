package io.edict.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service. What it imports stands in {@code application.yml}: one line. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ServiceApplication {
    /** Spring makes it. */
    ServiceApplication() {}

    /**
     * Runs the service against the servers of {@code edict.servers}.
     *
     * @param args Spring Boot's
     */
    public static void main(String[] args) {
        SpringApplication.run(ServiceApplication.class, args);
    }
}
