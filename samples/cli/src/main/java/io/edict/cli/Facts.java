package io.edict.cli;

import io.edict.VersionInfo;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What scripts are told of a version. The names of the fields are a promise. */
final class Facts {
    private Facts() {}

    /** All that is known of a version, without its text; a fresh map that may be added to. */
    static Map<String, Object> of(VersionInfo info) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("document", info.id());
        facts.put("version", info.version().number());
        facts.put("incarnation", info.version().incarnation());
        facts.put("deleted", info.isDeletion());
        facts.put("format", info.format().name().toLowerCase(Locale.ROOT));
        facts.put("size", info.size());
        facts.put("sha256", info.sha256());
        facts.put("author", info.origin().author());
        facts.put("time", info.origin().time());
        facts.put("message", info.origin().message());
        facts.put("publishId", info.publishId());
        facts.put(
                "together",
                info.together().stream().map(member -> member.id().toString()).toList());
        return facts;
    }
}
