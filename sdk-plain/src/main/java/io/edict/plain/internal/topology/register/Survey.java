package io.edict.plain.internal.topology.register;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the heads and registers of all clusters, read side by side, tell of one document: who is behind, who shows what nobody
 * has chosen, and what is to be done. Reading takes time, so what is found is a reason to act and no proof: every remedy is
 * safe where it turns out to be out of date, because it is an {@link Request.Install} or a {@link Operation.Look}, except
 * {@link Finding#DIVERGED} and {@link Finding#DAMAGED}, whose remedy replaces exactly the head that was seen.
 *
 * @param findings how each member stands
 * @param truth the newest edition known to be chosen, which is to be installed where the finding asks for it; null if none is
 *     known
 * @param decided whether enough members were seen to know the truth
 * @param unfinished whether something was accepted beyond the truth: to be finished by a look
 */
public record Survey(
        Map<Member, Finding> findings, @Nullable Edition truth, boolean decided, boolean unfinished) {

    /**
     * What was read at one member.
     *
     * @param register its register and head
     * @param contentSha256 the SHA-256 of the bytes that stand as the head's content, or null if there are none or unread
     */
    public record View(Register register, @Nullable String contentSha256) {}

    /** How a member stands. */
    public enum Finding {
        /** Its head is the truth. */
        CURRENT(false, false),
        /** Its head is older, or missing: install the truth. */
        BEHIND(true, false),
        /** Its head is the truth, but the content is not what the head says: lay the content down again. */
        DAMAGED(true, true),
        /** Its head is what nobody has chosen: keep it as a conflict record, then put the truth in its place. */
        DIVERGED(true, true),
        /** It knows less of itself than others do: keep it from voting until an operator adds it anew. */
        FORGETFUL(false, false),
        /** It was not seen, or what is true is not known. */
        UNJUDGED(false, false);

        private final boolean install;
        private final boolean replace;

        Finding(boolean install, boolean replace) {
            this.install = install;
            this.replace = replace;
        }

        /** Whether the truth is to be installed there. */
        public boolean asksForTruth() {
            return install;
        }

        /** Whether what stands there is to be replaced although it is not older. */
        public boolean asksForReplacement() {
            return replace;
        }
    }

    /** Copies the map, in its order. */
    public Survey {
        findings = Collections.unmodifiableMap(new LinkedHashMap<>(findings));
    }

    /**
     * Compares what was read.
     *
     * @param members who votes
     * @param views what was read, without the members that could not be reached
     */
    public static Survey of(Membership members, Map<Member, View> views) {
        Rules rules = new Rules();
        Map<Member, Register> seen = new HashMap<>();
        views.forEach((member, view) -> seen.put(member, view.register()));
        Map<Member, Register> voters = new HashMap<>(seen);
        voters.keySet().removeIf(member -> rules.forgot(member, seen));
        boolean decided = rules.isQuorum(members, voters.keySet());
        Edition last = decided ? rules.last(voters).edition() : null;
        boolean chosen = rules.isChosen(last, members, voters);
        Edition truth = chosen ? last : before(last, seen);
        Map<Member, Finding> findings = new LinkedHashMap<>();
        for (Member member : members.everyone()) {
            boolean forgot = seen.containsKey(member) && !voters.containsKey(member);
            Finding judged = decided ? finding(views.get(member), truth) : Finding.UNJUDGED;
            findings.put(member, forgot ? Finding.FORGETFUL : judged);
        }
        return new Survey(findings, truth, decided, decided && !chosen);
    }

    /** The newest head that the unfinished edition follows: where that was accepted, what it follows is installed. */
    private static @Nullable Edition before(@Nullable Edition unfinished, Map<Member, Register> seen) {
        Edition best = null;
        for (Register register : seen.values()) {
            Edition head = register.head();
            if (head != null && unfinished != null && unfinished.isNewerThan(head) && unfinished.follows(head)) {
                best = Edition.newer(head, best);
            }
        }
        return best;
    }

    private static Finding finding(@Nullable View view, @Nullable Edition truth) {
        if (view == null) {
            return Finding.UNJUDGED;
        }
        Edition head = view.register().head();
        if (head == null) {
            return truth == null ? Finding.CURRENT : Finding.BEHIND;
        }
        if (truth == null || !truth.follows(head)) {
            return Finding.DIVERGED;
        }
        if (truth.isNewerThan(head)) {
            return Finding.BEHIND;
        }
        String sha256 = view.contentSha256();
        return sha256 == null || sha256.equals(head.info().sha256()) ? Finding.CURRENT : Finding.DAMAGED;
    }

    /** The members whose heads show what nobody has chosen, or not what they say. */
    public Set<Member> wrong() {
        Set<Member> wrong = new HashSet<>();
        findings.forEach((member, finding) -> {
            if (finding.asksForReplacement()) {
                wrong.add(member);
            }
        });
        return wrong;
    }
}
