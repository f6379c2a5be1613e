package io.edict.spring.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * What Spring Boot prints for people when an application does not start.
 *
 * @param description what is wrong
 * @param action what to do about it
 */
public record StartFailure(String description, String action) {
    private static final String DESCRIPTION = "Description:\n\n";
    private static final String ACTION = "Action:\n\n";

    /** Starts an application that must fail, and reads what was printed. */
    public static StartFailure of(Apps application, CapturedOutput output) {
        int before = output.getAll().length();
        assertThatThrownBy(application::start).isNotNull();
        String printed = output.getAll().substring(before).replace("\r\n", "\n");
        int description = printed.indexOf(DESCRIPTION);
        int action = printed.indexOf(ACTION, description);
        if (description < 0 || action < 0 || printed.indexOf(DESCRIPTION, action) >= 0) {
            throw new AssertionError("Not one failure was explained:\n" + printed);
        }
        return new StartFailure(
                printed.substring(description + DESCRIPTION.length(), action).strip(),
                printed.substring(action + ACTION.length()).strip());
    }
}
