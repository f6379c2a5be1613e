package io.edict.plain.internal.topology.register;

import java.util.ArrayList;
import java.util.List;

/** A cluster of the explored world: a register, with the errors planted in it. */
final class Site {
    final Member member;
    long epoch;
    Register register = Register.EMPTY;
    boolean restored;
    /** What is allowed here. */
    Right allowed = Right.PUBLISH;
    /** How often all connections to it ended together. */
    int connection;

    private final Plant plant;
    private final Ghost ghost;
    private final List<Register> backups = new ArrayList<>(List.of(Register.EMPTY));

    Site(Member member, long epoch, Plant plant, Ghost ghost) {
        this.member = member;
        this.epoch = epoch;
        this.plant = plant;
        this.ghost = ghost;
    }

    Answer on(Request request) {
        Register before = register;
        Register.Step step = planted(before, request)
                .on(planted(request), epoch, plant == Plant.FENCE_NOT_CHECKED ? Right.PUBLISH : allowed);
        register = step.after();
        if (plant == Plant.HEAD_MOVES_BACK && request instanceof Request.Install install) {
            register = withHead(register, install.edition());
        }
        if (plant == Plant.HEAD_BEFORE_CHOSEN && request instanceof Request.Accept accept) {
            register = withHead(register, Edition.newer(accept.edition(), register.head()));
        }
        if (!before.equals(register)) {
            ghost.headMoved(member, before.head(), register.head());
            backups.add(register);
        }
        if (step.answer() instanceof Answer.Accepted && request instanceof Request.Accept accept) {
            ghost.accepted(member, accept, register);
        }
        return step.answer();
    }

    private Register planted(Register at, Request request) {
        if (plant == Plant.ACCEPTANCE_WITHOUT_PROMISE_CHECK && request instanceof Request.Accept) {
            return new Register(Ballot.NONE, at.accepted(), at.edition(), at.head(), at.marks());
        }
        return at;
    }

    private Request planted(Request request) {
        if (plant == Plant.AMNESIAC_VOTES && request instanceof Request.Prepare prepare) {
            return new Request.Prepare(forgetting(prepare.term()));
        } else if (request instanceof Request.Accept accept) {
            return new Request.Accept(
                    plant == Plant.AMNESIAC_VOTES ? forgetting(accept.term()) : accept.term(),
                    accept.edition(),
                    plant == Plant.BASE_LEFT_OUT ? null : accept.base(),
                    accept.marks(),
                    accept.right());
        }
        return request;
    }

    private static Request.Term forgetting(Request.Term term) {
        return new Request.Term(term.epoch(), term.ballot(), Ballot.NONE);
    }

    private static Register withHead(Register at, @org.jspecify.annotations.Nullable Edition head) {
        return new Register(at.promised(), at.accepted(), at.edition(), head, at.marks());
    }

    /** Everything that was written is there after a restart. */
    void restart() {
        if (plant == Plant.PROMISE_NOT_WRITTEN_THROUGH) {
            register = new Register(
                    register.accepted(), register.accepted(), register.edition(), register.head(), register.marks());
        }
    }

    /** Goes back to a backup from before what all others remember of it; false if there is none. */
    boolean restore(Iterable<Site> all, Choices choices) {
        Ballot remembered = null;
        for (Site other : all) {
            Ballot mark = other.register.marks().of(member);
            if (other != this && (remembered == null || mark.isBelow(remembered))) {
                remembered = mark;
            }
        }
        List<Register> old = new ArrayList<>();
        for (Register backup : backups) {
            if (remembered != null && backup.accepted().isBelow(remembered)) {
                old.add(backup);
            }
        }
        if (old.isEmpty()) {
            return false;
        }
        register = old.get(choices.next(old.size()));
        restored = true;
        connection++;
        return true;
    }
}
