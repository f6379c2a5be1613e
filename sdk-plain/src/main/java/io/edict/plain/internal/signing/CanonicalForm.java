package io.edict.plain.internal.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.edict.VersionInfo;
import io.edict.VersionInfo.Member;
import io.edict.VersionInfo.Origin;
import io.edict.VersionInfo.Sender;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;

/**
 * The bytes under a signature: everything that gives a version its meaning, in one fixed form.
 *
 * <p>Each field is its UTF-8 bytes behind their number in four bytes, so that nothing can be moved from one field to the
 * next. How content is laid down (encoding, chunks, what history keeps) is not part of it, because that may change when a
 * version is copied; the content itself is, by its size and SHA-256. The store's id is part of it: else an old version,
 * signed once, could be passed off as a new one of another store, which a client that starts from a local copy follows.
 *
 * <p>The form never changes under its label. A later form gets another label, and readers then try by label.
 */
final class CanonicalForm {
    /** What is signed, and in which form, so that no signature of one thing is one of another. */
    static final String LABEL = "edict version 1";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    private CanonicalForm() {}

    /** The bytes of a version that a store issues. */
    static byte[] of(String storeId, VersionInfo info) {
        CanonicalForm form = new CanonicalForm();
        form.add(LABEL);
        form.add(storeId);
        form.add(info.id());
        form.add(info.version().number());
        form.add(info.version().incarnation());
        form.add(info.kind());
        form.add(info.format());
        form.add(info.size());
        form.add(info.sha256());
        form.add(info.publishId());
        form.origin(info.origin());
        form.members(info.together());
        return form.bytes.toByteArray();
    }

    private void origin(Origin origin) {
        add(origin.author());
        add(origin.time());
        add(origin.message());
        add(origin.repeats());
        Sender sender = origin.sender();
        add(sender.user());
        add(sender.host());
        add(sender.process());
        add(sender.program());
        add(sender.release());
    }

    private void members(List<Member> together) {
        add(together.size());
        together.stream().sorted(Comparator.comparing(Member::id)).forEach(member -> {
            add(member.id());
            add(member.number());
        });
    }

    private void add(Object field) {
        byte[] text = field.toString().getBytes(UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
        bytes.writeBytes(text);
    }
}
