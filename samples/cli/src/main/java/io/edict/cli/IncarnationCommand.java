package io.edict.cli;

import io.edict.ClientStatus;
import io.edict.ClusterStatus;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.plain.StoreRecovery;
import io.edict.plain.StoreRecovery.Republished;
import io.edict.plain.StoreRecovery.Survey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edict incarnation}: what to do after the servers' data were restored from a backup. */
@Command(
        name = "incarnation",
        description = {
            "Shows which life of the store this is; raises it after its servers' data were restored from a backup.%n",
            "A restored store issues numbers again that it has issued before. Applications keep the newer versions that"
                    + " they have seen, until the incarnation is raised: what is published from then on is newer than"
                    + " all that was published before. With --republish every document is published again as the backup"
                    + " has it, so that all applications go there. Without it only what you publish yourself moves."
        },
        footerHeading = "%nExample, after a restore:%n",
        footer = {
            "  edict incarnation                       # what is there",
            "  edict incarnation --raise --republish   # everything as the backup has it, everywhere",
            "  edict incarnation --republish           # again, if that broke off"
        })
final class IncarnationCommand extends StoreCommand {
    @Option(names = "--raise", description = "Raise the incarnation by one. Once for each restore.")
    private boolean raise;

    @Option(
            names = "--republish",
            description = "Publish again every document whose version is of an earlier incarnation, as it is now.")
    private boolean republish;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    IncarnationCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ConfigClient client) {
        StoreRecovery recovery = StoreRecovery.of(client);
        long before = recovery.incarnation();
        confirm(before, recovery, client.status());
        long now = raise ? recovery.raise(before) : before;
        if (raise && !output().json()) {
            output().line("The store is in incarnation " + now + " now, after " + before
                    + ". What is published from now on is newer than all that was published before.");
        }
        Republished done = republish ? recovery.republish() : null;
        tell(now, recovery.survey(), done);
        if (done != null && !done.failed().isEmpty()) {
            throw new Failure(
                    ExitCode.OTHER,
                    Wording.count(done.failed().size(), "document")
                            + " could not be published again, as told; publish the right text for each");
        }
    }

    private void confirm(long now, StoreRecovery recovery, ClientStatus status) {
        if (yes || !(raise || republish)) {
            return;
        }
        String servers = status.clusters().stream().map(ClusterStatus::servers).collect(Collectors.joining(" and "));
        String deed = raise ? "raise the incarnation of " + servers + " from " + now + " to " + (now + 1) : "";
        String again = republish ? "publish every document of an earlier incarnation again" : "";
        Survey survey = recovery.survey();
        output().note("There are " + Wording.count(count(survey), "document") + " in incarnation " + now
                + ". Do this only after a restore, and before anybody publishes.");
        new Question(edict()).ask(deed + (raise && republish ? ", and " : "") + again, "Nothing was changed");
    }

    private static long count(Survey survey) {
        return survey.current().size()
                + survey.earlier().size()
                + (long) survey.unreadable().size();
    }

    private void tell(long now, Survey survey, @Nullable Republished done) {
        if (output().json()) {
            output().json(facts(now, survey, done));
            return;
        }
        if (done != null) {
            Published.print(done.published(), output());
            new TreeMap<>(done.failed())
                    .forEach((id, reason) -> output().line(id + " failed: " + Wording.safe(reason)));
        } else {
            new TreeMap<>(survey.unreadable())
                    .forEach((id, reason) -> output().line(id + " cannot be read: " + Wording.safe(reason)));
        }
        output().line("Incarnation " + now + ": "
                + Wording.count(survey.current().size(), "document") + " published in it, "
                + survey.earlier().size() + " before it.");
        if (!survey.earlier().isEmpty()) {
            output().line(
                            "Applications that saw newer versions of these before a restore keep them, and report the store"
                                    + " as behind. Publish what is right, or run 'edict incarnation --republish'.");
        }
    }

    private static Map<String, Object> facts(long now, Survey survey, @Nullable Republished done) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("incarnation", now);
        facts.put("documents", survey.current().size());
        facts.put("earlier", survey.earlier().stream().map(Facts::of).toList());
        facts.put("unreadable", texts(survey.unreadable()));
        if (done != null) {
            facts.put("published", Published.facts(done.published()));
            facts.put("failed", texts(done.failed()));
        }
        return facts;
    }

    private static Map<String, String> texts(Map<DocumentId, String> reasons) {
        Map<String, String> texts = new TreeMap<>();
        reasons.forEach((id, reason) -> texts.put(id.toString(), reason));
        return texts;
    }
}
