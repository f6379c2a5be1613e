package io.edict.plain.internal.dispatch;

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
    public void failed(String subject, String listener, Throwable error) {
        told.add("failed " + subject + " " + listener + " " + error.getClass().getSimpleName());
    }

    @Override
    public void slow(String subject, String listener, Duration running) {
        told.add("slow " + subject + " " + listener + " " + running.toMillis());
    }

    @Override
    public void rejected(String subject, String listener, Throwable error) {
        told.add("rejected " + subject + " " + listener + " " + error.getClass().getSimpleName());
    }

    @Override
    public void incomparable(String subject, Throwable error) {
        told.add("incomparable " + subject + " " + error.getClass().getSimpleName());
    }
}
