package io.edict.spring.internal.reload;

import java.util.List;

/** Binds all classes that have a live value. The key of each is the class. */
final class LiveTypes implements Participant {
    private final List<LiveType> types;
    private final TypeBinder binder;

    LiveTypes(List<LiveType> types, TypeBinder binder) {
        this.types = List.copyOf(types);
        this.binder = binder;
    }

    List<LiveType> types() {
        return types;
    }

    @Override
    public void prepare(Preparation preparation) {
        Problems problems = ((Preparing) preparation).problems();
        for (LiveType type : types) {
            Object value = binder.bind(type, preparation.environment(), problems);
            if (value != null) {
                preparation.put(type.type(), value);
            }
        }
    }
}
