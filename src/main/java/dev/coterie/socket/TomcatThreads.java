package dev.coterie.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.apache.tomcat.websocket.server.WsRemoteEndpointImplServer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Tomcat's threads, sized as {@code server.tomcat.threads} says. Tomcat reports each frame that it has written on another
 * of its threads, in case that the reaction writes again; {@link Outbound} never nests, so that here the thread that has
 * written goes on, and no other one has to wake up for each frame. Thread-safe.
 */
@Component
class TomcatThreads implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, DisposableBean {

    private static final long IDLE_SECONDS = 60;
    private static final String NAME_PREFIX = "tomcat-";

    private final TomcatServerProperties properties;
    private final List<ThreadPoolExecutor> pools = new ArrayList<>();

    TomcatThreads(TomcatServerProperties properties) {
        this.properties = properties;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addProtocolHandlerCustomizers(protocol -> protocol.setExecutor(pool()));
    }

    private synchronized ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new Pool(
                properties.getThreads(), new TaskQueue(properties.getThreads().getMaxQueueCapacity()));
        pools.add(pool);
        return pool;
    }

    /** Interrupts nobody at work: H2 would close its file then. The web server has stopped before. */
    @Override
    public synchronized void destroy() {
        pools.forEach(ThreadPoolExecutor::shutdown);
    }

    private static final class Pool extends ThreadPoolExecutor {

        /** Tomcat has one such kind of task, which it does not show. */
        private static final ClassValue<Boolean> TELLS_OF_WRITTEN_FRAME = new ClassValue<>() {
            @Override
            protected Boolean computeValue(Class<?> type) {
                return type.getEnclosingClass() == WsRemoteEndpointImplServer.class;
            }
        };

        Pool(TomcatServerProperties.Threads size, TaskQueue queue) {
            super(
                    size.getMinSpare(),
                    size.getMax(),
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    queue,
                    new TaskThreadFactory(NAME_PREFIX, true, Thread.NORM_PRIORITY));
            // It grows before tasks have to queue.
            queue.setParent(this);
        }

        @Override
        public void execute(Runnable task) {
            if (TELLS_OF_WRITTEN_FRAME.get(task.getClass())) {
                task.run();
            } else {
                super.execute(task);
            }
        }
    }
}
