package io.edict.plain.internal.dispatch;

import io.edict.DocumentId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told, without the errors' messages. */
final class RecordingReporter implements Reporter {
    private final List<String> told = new CopyOnWriteArrayList<>();

    List<String> told() {
        return told;
    }

    @Override
    public void failed(DocumentId id, String listener, Throwable error) {
        told.add("failed " + id + " " + listener + " " + error.getClass().getSimpleName());
    }

    @Override
    public void slow(DocumentId id, String listener, Duration running) {
        told.add("slow " + id + " " + listener + " " + running.toMillis());
    }

    @Override
    public void rejected(DocumentId id, String listener, Throwable error) {
        told.add("rejected " + id + " " + listener + " " + error.getClass().getSimpleName());
    }
}
