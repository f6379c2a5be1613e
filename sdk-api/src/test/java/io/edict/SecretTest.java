package io.edict;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Secrets and how they are shown. */
class SecretTest {
    private static final String CLEAR = "the-canary";
    private static final ConfigValue MARKED = Masking.marked(ConfigValueFactory.fromAnyRef(CLEAR), "2026-11");

    @Test
    void secretRevealsItsTextAndShowsNothing() {
        Secret secret = Secret.of(CLEAR);

        assertThat(secret.reveal()).isEqualTo(CLEAR);
        assertThat(secret).hasToString(Masking.MASK);
    }

    @Test
    void secretsWithTheSameTextAreEqual() {
        assertThat(Secret.of(CLEAR)).isEqualTo(Secret.of(CLEAR)).hasSameHashCodeAs(Secret.of(CLEAR));
        assertThat(Secret.of(CLEAR)).isNotEqualTo(Secret.of("another")).isNotEqualTo(CLEAR);
    }

    @Test
    void markedValueTellsItsKeyAndIsShownMasked() {
        assertThat(Masking.isSecret(MARKED)).isTrue();
        assertThat(Masking.keyId(MARKED)).contains("2026-11");
        assertThat(Masking.shown(MARKED)).contains(Masking.MASK).doesNotContain(CLEAR);
    }

    @Test
    void unmarkedValueIsShownAsItIs() {
        ConfigValue open = ConfigValueFactory.fromAnyRef("open");

        assertThat(Masking.isSecret(open)).isFalse();
        assertThat(Masking.keyId(open)).isEmpty();
        assertThat(Masking.masked(open)).isSameAs(open);
    }

    @Test
    void secretsWithinObjectsAndListsAreMaskedAndTheRestIsShown() {
        Config config =
                ConfigFactory.parseString("a { host = db1 }, l = [1, 2]").withValue("a.password", MARKED);
        Config listed = config.withValue("l", ConfigValueFactory.fromIterable(List.of(1, MARKED)));

        String shown = Masking.shown(listed.root());

        assertThat(Masking.isSecret(listed.root())).isTrue();
        assertThat(shown).contains("db1").contains(Masking.MASK).doesNotContain(CLEAR);
        assertThat(Masking.shown(config.getValue("l"))).isEqualTo("[1,2]");
    }
}
