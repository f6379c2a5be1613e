package io.edict.plain.internal.content;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The fields of an object in the order in which they are written, for typesafe-config to copy: a map that can only be
 * walked through. It does not know whether a key is there twice; the copy then is smaller. For one thread.
 */
final class Fields extends AbstractMap<String, Object> {
    private static final int FIRST_CAPACITY = 8;

    private String[] keys = new String[FIRST_CAPACITY];
    private Object[] values = new Object[FIRST_CAPACITY];
    private int size;

    void add(String key, Object value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        keys[size] = key;
        values[size++] = value;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Map.Entry<String, Object>> iterator() {
                return new Walk();
            }
        };
    }

    /** Gives itself as each entry, good until the next, so that a copy of many fields makes no garbage. */
    private final class Walk implements Iterator<Map.Entry<String, Object>>, Map.Entry<String, Object> {
        private int at = -1;

        @Override
        public boolean hasNext() {
            return at + 1 < size;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            at++;
            return this;
        }

        @Override
        public String getKey() {
            return keys[at];
        }

        @Override
        public Object getValue() {
            return values[at] instanceof Branch branch ? branch.object() : values[at];
        }

        @Override
        public Object setValue(Object value) {
            throw new UnsupportedOperationException();
        }
    }
}
