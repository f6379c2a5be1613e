package io.edict.plain.internal.signing;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.VersionInfo.Member;
import io.edict.VersionInfo.Origin;
import io.edict.VersionInfo.Sender;
import io.edict.VersionInfo.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A signed version with one thing changed, for each thing that can be. */
public final class Tampering {
    private final VersionInfo info;
    private final Map<String, VersionInfo> changed = new LinkedHashMap<>();

    private Tampering(VersionInfo info) {
        this.info = info;
    }

    /** Each change, by the field that it changes. */
    public static Map<String, VersionInfo> of(VersionInfo info) {
        Tampering tampering = new Tampering(info);
        tampering.identity();
        tampering.content();
        tampering.origin();
        tampering.together();
        tampering.signature();
        return tampering.changed;
    }

    private void identity() {
        Version version = info.version();
        put("namespace", with(new DocumentId("other", info.id().name()), version));
        put("name", with(new DocumentId(info.id().namespace(), "other"), version));
        put("number", with(info.id(), new Version(version.incarnation(), version.number() + 1)));
        put("incarnation", with(info.id(), new Version(version.incarnation() + 1, version.number())));
    }

    private VersionInfo with(DocumentId id, Version version) {
        return new VersionInfo(
                id,
                version,
                info.kind(),
                info.format(),
                info.size(),
                info.sha256(),
                info.origin(),
                info.publishId(),
                info.together(),
                info.signature());
    }

    private void content() {
        Kind other = info.isDeletion() ? Kind.CONTENT : Kind.DELETION;
        Format format = info.format() == Format.YAML ? Format.JSON : Format.YAML;
        String sha256 =
                (info.sha256().startsWith("0") ? "1" : "0") + info.sha256().substring(1);
        put("kind", with(other, info.format(), info.size(), info.sha256()));
        put("format", with(info.kind(), format, info.size(), info.sha256()));
        put("size", with(info.kind(), info.format(), info.size() + 1, info.sha256()));
        put("sha256", with(info.kind(), info.format(), info.size(), sha256));
    }

    private VersionInfo with(Kind kind, Format format, long size, String sha256) {
        return new VersionInfo(
                info.id(),
                info.version(),
                kind,
                format,
                size,
                sha256,
                info.origin(),
                info.publishId(),
                info.together(),
                info.signature());
    }

    private void origin() {
        Origin origin = info.origin();
        Sender sender = origin.sender();
        BiConsumer<String, Origin> put = (name, other) -> put(name, with(other, info.together()));
        put.accept(
                "author", new Origin(origin.author() + "x", origin.time(), origin.message(), sender, origin.repeats()));
        put.accept(
                "time",
                new Origin(origin.author(), origin.time().plusMillis(1), origin.message(), sender, origin.repeats()));
        put.accept(
                "message",
                new Origin(origin.author(), origin.time(), origin.message() + "x", sender, origin.repeats()));
        put.accept(
                "repeats", new Origin(origin.author(), origin.time(), origin.message(), sender, origin.repeats() + 1));
        Function<Sender, Origin> from =
                other -> new Origin(origin.author(), origin.time(), origin.message(), other, origin.repeats());
        put.accept(
                "user",
                from.apply(new Sender("x", sender.host(), sender.process(), sender.program(), sender.release())));
        put.accept(
                "host",
                from.apply(new Sender(sender.user(), "x", sender.process(), sender.program(), sender.release())));
        put.accept(
                "process",
                from.apply(new Sender(
                        sender.user(), sender.host(), sender.process() + 1, sender.program(), sender.release())));
        put.accept(
                "program",
                from.apply(new Sender(sender.user(), sender.host(), sender.process(), "x", sender.release())));
        put.accept(
                "release",
                from.apply(new Sender(sender.user(), sender.host(), sender.process(), sender.program(), "x")));
        put("publishId", with(new UUID(6, 6)));
    }

    private VersionInfo with(Origin origin, List<Member> together) {
        return new VersionInfo(
                info.id(),
                info.version(),
                info.kind(),
                info.format(),
                info.size(),
                info.sha256(),
                origin,
                info.publishId(),
                together,
                info.signature());
    }

    private VersionInfo with(UUID publishId) {
        return new VersionInfo(
                info.id(),
                info.version(),
                info.kind(),
                info.format(),
                info.size(),
                info.sha256(),
                info.origin(),
                publishId,
                info.together(),
                info.signature());
    }

    private void together() {
        List<Member> more = new ArrayList<>(info.together());
        more.add(new Member(DocumentId.of("zz/zz"), 1));
        List<Member> later = info.together().stream()
                .map(member -> new Member(member.id(), member.number() + 1))
                .toList();
        put("a member more", with(info.origin(), more));
        put("no members", with(info.origin(), List.of()));
        put("a member's number", with(info.origin(), later));
    }

    private void signature() {
        Signature signature = info.signature();
        if (signature == null) {
            throw new IllegalArgumentException("Only a signed version can be tampered with");
        }
        byte[] bytes = Base64.getDecoder().decode(signature.value());
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 1;
            put("byte " + i + " of the signature", signed(signature.key(), flipped));
        }
        put("a truncated signature", signed(signature.key(), Arrays.copyOf(bytes, 63)));
        put("an empty signature", signed(signature.key(), new byte[0]));
        put("a lengthened signature", signed(signature.key(), Arrays.copyOf(bytes, 65)));
        put("a signature that is none", info.signed(new Signature(signature.key(), "not Base64!")));
        put("the key's id", signed("0123456789abcdef", bytes));
    }

    private VersionInfo signed(String key, byte[] bytes) {
        return info.signed(new Signature(key, Base64.getEncoder().encodeToString(bytes)));
    }

    private void put(String what, VersionInfo other) {
        changed.put(what, other);
    }
}
