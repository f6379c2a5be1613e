package io.edict.plain.internal.zookeeper;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.CorruptContentException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.HeaderCodec;
import io.edict.plain.internal.topology.redundant.Place.Roll;
import io.edict.plain.internal.topology.register.Ballot;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Edition.Past;
import io.edict.plain.internal.topology.register.Marks;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Membership;
import io.edict.plain.internal.topology.register.Register;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of registers and of {@code /edict/members}: one line of JSON each, with a checksum as headers have, because a
 * changed number would be taken for a promise that nobody gave.
 */
final class RegisterCodec {
    private static final int FORMAT_VERSION = 1;
    private static final int MAX_LINE = 64 * 1024;
    private static final int MOST_PAST = 64;
    private static final ConfigParseOptions JSON =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setOriginDescription("register");

    private final String servers;

    RegisterCodec(String servers) {
        this.servers = servers;
    }

    /**
     * A register's line. What it says of its edition is what tells whether the version beside it is the one that is meant.
     *
     * @param life in which life of the cluster it was written; one of an earlier life is void
     * @param sha256 of the edition, or null if there is none
     * @param past what the edition remembers, itself first
     */
    record Line(
            long life,
            Ballot promised,
            Ballot accepted,
            @Nullable String sha256,
            List<Past> past,
            Marks marks) {}

    static byte[] encode(DocumentId id, Line line) {
        StringBuilder json = new StringBuilder(1024).append("{\"edict\":").append(FORMAT_VERSION);
        text(json, "document", id.toString());
        json.append(",\"life\":").append(line.life());
        text(json, "promised", ballot(line.promised()));
        text(json, "accepted", ballot(line.accepted()));
        String sha256 = line.sha256();
        if (sha256 != null) {
            text(json, "sha256", sha256);
        }
        json.append(line.past().stream()
                .map(one -> ConfigUtil.quoteString(past(one)))
                .collect(Collectors.joining(",", ",\"past\":[", "]")));
        json.append(line.marks().accepted().entrySet().stream()
                .map(mark -> "{" + member(mark.getKey()) + ",\"accepted\":"
                        + ConfigUtil.quoteString(ballot(mark.getValue())) + "}")
                .sorted()
                .collect(Collectors.joining(",", ",\"marks\":[", "]")));
        return bytes(json);
    }

    /**
     * Reads a register.
     *
     * @throws CorruptContentException if it is none, or not this document's
     */
    Line decode(DocumentId id, Node node) {
        return parsed(Paths.register(id), id, node, json -> {
            if (!json.getString("document").equals(id.toString())) {
                throw new IllegalArgumentException("Another document's");
            }
            List<Past> past = new ArrayList<>();
            for (String one : json.getStringList("past")) {
                past.add(past(one));
            }
            String sha256 = json.hasPath("sha256") ? json.getString("sha256") : null;
            if (past.size() > MOST_PAST || past.isEmpty() != (sha256 == null)) {
                throw new IllegalArgumentException("No edition");
            }
            return new Line(
                    number(json, "life", 1),
                    ballot(json.getString("promised")),
                    ballot(json.getString("accepted")),
                    sha256,
                    past,
                    marks(json.getConfigList("marks")));
        });
    }

    static byte[] encode(Roll roll) {
        StringBuilder json = new StringBuilder(256).append("{\"edict\":").append(FORMAT_VERSION);
        json.append(',').append(member(roll.self()));
        json.append(",\"epoch\":").append(roll.membership().epoch());
        members(json, "members", roll.membership().members());
        members(json, "incoming", roll.membership().incoming());
        return bytes(json);
    }

    /**
     * Reads who a cluster is and who votes.
     *
     * @throws InvalidRequestException if nothing of that can be read
     */
    Roll decodeRoll(Node node) {
        return parsed(Paths.MEMBERS, null, node, json -> {
            Set<Member> members = members(json.getConfigList("members"));
            if (members.isEmpty()) {
                throw new IllegalArgumentException("No members");
            }
            Membership membership =
                    new Membership(number(json, "epoch", 0), members, members(json.getConfigList("incoming")));
            return new Roll(member(json), membership);
        });
    }

    private interface Reading<T> {
        T read(Config json);
    }

    private <T> T parsed(String path, @Nullable DocumentId id, Node node, Reading<T> reading) {
        byte[] data = node.data();
        try {
            String line = new String(data, 0, Math.min(data.length, MAX_LINE + 1), StandardCharsets.UTF_8);
            if (data.length <= MAX_LINE && HeaderCodec.intact(line)) {
                Config json = ConfigFactory.parseString(line, JSON);
                if (json.getLong("edict") == FORMAT_VERSION) {
                    return reading.read(json);
                }
            }
        } catch (ConfigException | IllegalArgumentException | EdictException | StackOverflowError hostile) {
            throw corrupt(path, id, hostile);
        }
        throw corrupt(path, id, null);
    }

    /** What is wrong with a node, and what to do: a cluster that may have forgotten what it promised must not vote. */
    EdictException corrupt(String path, @Nullable DocumentId id, @Nullable Throwable cause) {
        String message = "The node " + path + " at " + servers
                + " is damaged, was edited by hand, or is of a later release of Edict; this cluster does not count until it"
                + " is restored as it was, or removed from the members and added anew";
        return id == null
                ? new InvalidRequestException(message)
                : new CorruptContentException(message, id, null, cause);
    }

    private static byte[] bytes(StringBuilder json) {
        return HeaderCodec.sealed(json.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static String ballot(Ballot ballot) {
        return ballot.round() + "." + ballot.proposer();
    }

    private static Ballot ballot(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("No ballot");
        }
        return new Ballot(number(parts[0], 0), uuid(parts[1]));
    }

    private static String past(Past one) {
        return one.version().incarnation() + "." + one.version().number() + "." + one.publishId();
    }

    private static Past past(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("No version");
        }
        return new Past(new Version(number(parts[0], 1), number(parts[1], 1)), uuid(parts[2]));
    }

    /** Only as {@link UUID#toString} writes it: two spellings of one ballot must not pass for two. */
    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text)) {
            throw new IllegalArgumentException("No UUID");
        }
        return uuid;
    }

    private static long number(String text, long least) {
        if (!text.matches("[0-9]{1,16}") || Long.parseLong(text) > HeaderCodec.MAX_NUMBER) {
            throw new IllegalArgumentException("No number");
        }
        return atLeast(Long.parseLong(text), least);
    }

    private static long number(Config json, String field, long least) {
        Object value = json.getValue(field).unwrapped();
        if (!(value instanceof Integer || value instanceof Long)
                || ((Number) value).longValue() > HeaderCodec.MAX_NUMBER) {
            throw new IllegalArgumentException("No number");
        }
        return atLeast(((Number) value).longValue(), least);
    }

    private static long atLeast(long number, long least) {
        if (number < least) {
            throw new IllegalArgumentException("Too small a number");
        }
        return number;
    }

    private static Marks marks(List<? extends Config> list) {
        Map<Member, Ballot> marks = new HashMap<>();
        list.forEach(mark -> marks.put(member(mark), ballot(mark.getString("accepted"))));
        return new Marks(marks);
    }

    private static String member(Member member) {
        return "\"cluster\":" + ConfigUtil.quoteString(member.cluster()) + ",\"life\":" + member.life();
    }

    private static Member member(Config json) {
        return new Member(json.getString("cluster"), number(json, "life", 1));
    }

    private static void members(StringBuilder json, String field, Set<Member> members) {
        json.append(members.stream()
                .map(member -> "{" + member(member) + "}")
                .collect(Collectors.joining(",", ",\"" + field + "\":[", "]")));
    }

    private static Set<Member> members(List<? extends Config> list) {
        Set<Member> members = new LinkedHashSet<>();
        list.forEach(one -> members.add(member(one)));
        return members;
    }

    private static void text(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":").append(ConfigUtil.quoteString(value));
    }

    /** The line of a register. */
    static Line line(long life, Register register) {
        Edition edition = register.edition();
        return new Line(
                life,
                register.promised(),
                register.accepted(),
                edition == null ? null : edition.info().sha256(),
                edition == null ? List.of() : edition.past(),
                register.marks());
    }
}
