package io.edict.plain.internal.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.CorruptContentException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.HeaderCodec;
import io.edict.plain.internal.topology.redundant.Place.Roll;
import io.edict.plain.internal.topology.register.Ballot;
import io.edict.plain.internal.topology.register.Edition.Past;
import io.edict.plain.internal.topology.register.Marks;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Membership;
import io.edict.plain.internal.zookeeper.RegisterCodec.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in registers, and what does not pass for it. */
class RegisterCodecTest {
    private static final DocumentId ID = DocumentId.of("shop/orders");
    private static final UUID ONE = new UUID(0x1111, 0x2222);
    private static final UUID TWO = new UUID(0x8000_0000_0000_abcdL, 0x8000_0000_0000_4444L);
    private static final Line FULL = new Line(
            2,
            new Ballot(13, ONE),
            new Ballot(12, TWO),
            "a".repeat(64),
            List.of(new Past(new Version(2, 7), ONE), new Past(new Version(1, 6), TWO)),
            new Marks(Map.of(
                    new Member("a \"quoted\"", 1), new Ballot(12, TWO), new Member("b", 3), new Ballot(9, ONE))));

    private final RegisterCodec codec = new RegisterCodec("servers");

    private static Node node(String text) {
        return new Node(text.getBytes(UTF_8), new Stat());
    }

    private static String text(Line line) {
        return new String(RegisterCodec.encode(ID, line), UTF_8);
    }

    @Test
    void registerIsReadAsItWasWritten() {
        Line empty = new Line(1, new Ballot(1, ONE), Ballot.NONE, null, List.of(), Marks.NONE);

        for (Line line : List.of(FULL, empty)) {
            assertThat(codec.decode(ID, node(text(line)))).isEqualTo(line);
        }
    }

    @Test
    void registerIsOneLineThatPeopleCanRead() {
        assertThat(text(FULL))
                .startsWith("{\"edict\":1,\"document\":\"shop/orders\",\"life\":2,\"promised\":\"13." + ONE + "\"")
                .contains("\"past\":[\"2.7." + ONE + "\",\"1.6." + TWO + "\"]")
                .doesNotContain("\n");
    }

    @Test
    void membersAreReadAsTheyWereWritten() {
        Set<Member> members = new LinkedHashSet<>(List.of(new Member("c", 1), new Member("a", 2), new Member("b", 1)));
        for (Membership membership :
                List.of(new Membership(0, members, Set.of()), new Membership(4, members, Set.of(new Member("d", 1))))) {
            Roll roll = new Roll(new Member("a", 2), membership);

            assertThat(codec.decodeRoll(node(new String(RegisterCodec.encode(roll), UTF_8))))
                    .isEqualTo(roll);
        }
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String text = text(FULL);
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == '7' ? '8' : '7';
            Node changed = node(text.substring(0, i) + other + text.substring(i + 1));

            assertThatThrownBy(() -> codec.decode(ID, changed)).isInstanceOf(CorruptContentException.class);
        }
        assertThatThrownBy(() -> codec.decode(DocumentId.of("shop/other"), node(text)))
                .isInstanceOf(CorruptContentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{}",
                "[[[[[[[[",
                "{\"edict\":1}",
                "{\"edict\":2,\"document\":\"shop/orders\"",
                "{\"edict\":1,\"document\":\"shop/orders\",\"life\":0,\"promised\":\"1.x\",\"accepted\":\"\""
            })
    void hostileTextIsRefused(String text) {
        for (String hostile : List.of(text, HeaderCodec.sealed(text))) {
            assertThatThrownBy(() -> codec.decode(ID, node(hostile)))
                    .isInstanceOf(CorruptContentException.class)
                    .hasMessageContaining("/edict/registers/shop/orders")
                    .hasMessageContaining("servers");
            assertThatThrownBy(() -> codec.decodeRoll(node(hostile)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("/edict/members");
        }
    }

    @Test
    void ballotsThatCouldOverflowOrBeSpelledTwiceAreRefused() {
        String unsealed = text(FULL).replaceAll(",\"check\".*", "");
        List<String> hostile = new ArrayList<>();
        for (String ballot : List.of(
                Long.MAX_VALUE + "." + ONE,
                "9007199254740993." + ONE,
                "-1." + ONE,
                "13.1-1-1-1-1",
                "13." + TWO.toString().toUpperCase(Locale.ROOT),
                "13",
                "13." + ONE + ".")) {
            hostile.add(unsealed.replace("13." + ONE, ballot));
        }
        hostile.add(unsealed.replace("2.7." + ONE, "2.0." + ONE));
        hostile.add(unsealed.replace("\"life\":2", "\"life\":2.5"));
        hostile.add(unsealed.replace("\"life\":2", "\"life\":99999999999999999999"));
        hostile.add(unsealed.replaceAll("\"past\":\\[[^\\]]*\\]", "\"past\":[]"));

        assertThat(codec.decode(ID, node(HeaderCodec.sealed(unsealed)))).isEqualTo(FULL);
        for (String text : hostile) {
            assertThat(text).isNotEqualTo(unsealed);
            assertThatThrownBy(() -> codec.decode(ID, node(HeaderCodec.sealed(text))))
                    .as(text)
                    .isInstanceOf(CorruptContentException.class);
        }
    }

    @Test
    void nodeThatIsTooLongIsRefusedUnread() {
        String longText = "{\"edict\":1,\"document\":\"shop/orders\",\"x\":\"" + "x".repeat(200_000) + "\"";

        assertThatThrownBy(() -> codec.decode(ID, node(HeaderCodec.sealed(longText))))
                .isInstanceOf(CorruptContentException.class);
    }
}
