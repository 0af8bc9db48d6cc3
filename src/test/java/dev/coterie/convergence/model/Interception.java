package dev.coterie.convergence.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a test do something whenever a method of a store is called, before the store does what it is asked. Thread-safe.
 *
 * @param <T> the store's interface
 */
final class Interception<T> {

    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final T store;

    Interception(Class<T> type, T target) {
        store = type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Runnable action = actions.get(method.getName());
                    if (action != null) {
                        action.run();
                    }
                    calls(method.getName()).incrementAndGet();
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    T store() {
        return store;
    }

    /** @param action what it throws, the store's caller gets */
    void before(String method, Runnable action) {
        actions.put(method, action);
    }

    void beforeTheNext(String method, Runnable action) {
        actions.put(method, () -> {
            actions.remove(method);
            action.run();
        });
    }

    void undisturbed() {
        actions.clear();
    }

    int count(String method) {
        return calls(method).get();
    }

    private AtomicInteger calls(String method) {
        return calls.computeIfAbsent(method, none -> new AtomicInteger());
    }
}
