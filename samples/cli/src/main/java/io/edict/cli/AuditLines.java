package io.edict.cli;

import io.edict.AuditEntry;
import io.edict.AuditEntry.Damaged;
import io.edict.AuditEntry.Kept;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Member;
import io.edict.VersionInfo.Sender;
import io.edict.VersionInfo.Signature;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Who published what, when and from where, and what the signature says of that. */
final class AuditLines {
    static final String REMARK =
            "Author, time and origin are what the publisher stated. 'verified' proves that the holder of the"
                    + " key stated them; nothing else is proved.";

    private AuditLines() {}

    static Table table(List<AuditEntry> entries, ZoneId zone, Output output) {
        Table table = new Table("VERSION", "TIME", "AUTHOR", "FROM", "WHAT", "SIGNATURE", "PUBLISH", "MESSAGE");
        for (AuditEntry entry : entries) {
            if (entry instanceof Kept kept) {
                row(table, kept, zone, output);
            } else if (entry instanceof Damaged damaged) {
                table.row(
                        output::red, Long.toString(damaged.number()), "", "", "", "damaged", "", "", damaged.problem());
            }
        }
        return table;
    }

    private static void row(Table table, Kept kept, ZoneId zone, Output output) {
        VersionInfo info = kept.info();
        UnaryOperator<String> style = switch (kept.standing()) {
            case UNTRUSTED -> output::red;
            case VERIFIED -> output::green;
            case UNSIGNED, UNCHECKED -> line -> line;
        };
        table.row(
                style,
                info.version().toString(),
                Wording.time(info.origin().time(), zone),
                info.origin().author(),
                from(info.origin().sender()),
                what(info),
                signature(kept),
                info.publishId().toString(),
                info.origin().message());
    }

    /** {@code ann@build-7 release-job[4711]}, as far as it was stated. */
    private static String from(Sender sender) {
        if (sender.equals(Sender.UNKNOWN)) {
            return "not stated";
        }
        return sender.user() + "@" + sender.host() + " " + sender.program() + "[" + sender.process() + "]";
    }

    private static String what(VersionInfo info) {
        String others = info.together().stream()
                .filter(member -> !member.id().equals(info.id()))
                .map(member -> member.id() + " " + member.number())
                .collect(Collectors.joining(", "));
        String what = info.isDeletion() ? "deletion" : "publish";
        if (info.origin().repeats() > 0) {
            what = "rollback to " + info.origin().repeats();
        }
        return others.isEmpty() ? what : what + " with " + others;
    }

    private static String signature(Kept kept) {
        Signature signature = kept.info().signature();
        String key = signature == null ? "" : " " + signature.key();
        return switch (kept.standing()) {
            case VERIFIED -> "verified" + key;
            case UNTRUSTED -> "UNTRUSTED" + key;
            case UNSIGNED -> "unsigned";
            case UNCHECKED -> "not checked" + key;
        };
    }

    /** What scripts are told of an entry. */
    static Map<String, Object> facts(AuditEntry entry) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (entry instanceof Damaged damaged) {
            facts.put("version", damaged.number());
            facts.put("damaged", damaged.problem());
        } else if (entry instanceof Kept kept) {
            facts.putAll(Facts.of(kept.info()));
            facts.put("kind", kept.info().isDeletion() ? "deletion" : "content");
            facts.put("repeats", kept.info().origin().repeats());
            facts.put("members", kept.info().together().stream().collect(members()));
            facts.put("from", facts(kept.info().origin().sender()));
            facts.put("signature", signatureFacts(kept));
        }
        return facts;
    }

    private static Collector<Member, ?, Map<String, Long>> members() {
        return Collectors.toMap(member -> member.id().toString(), Member::number, (a, b) -> b, LinkedHashMap::new);
    }

    private static Map<String, Object> facts(Sender sender) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("user", sender.user());
        facts.put("host", sender.host());
        facts.put("process", sender.process());
        facts.put("program", sender.program());
        facts.put("release", sender.release());
        return facts;
    }

    private static Map<String, Object> signatureFacts(Kept kept) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Signature signature = kept.info().signature();
        facts.put("standing", kept.standing().name().toLowerCase(Locale.ROOT));
        if (signature != null) {
            facts.put("key", signature.key());
        }
        if (!kept.remark().isEmpty()) {
            facts.put("remark", kept.remark());
        }
        return facts;
    }
}
