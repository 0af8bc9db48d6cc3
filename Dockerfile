# Coterie in a container: built from source, run by a small Java runtime without root.
#
#   docker build -t coterie .
#   docker run -p 8000:8000 -v coterie-data:/data --read-only --tmpfs /tmp coterie
#
# Everything that must outlive the container is in /data: the database and the jwt-key files.

ARG JAVA_VERSION=25

# The front end is built by Node, whatever machine the image is for: what comes out is the same everywhere.
FROM --platform=$BUILDPLATFORM node:22-bookworm-slim AS node

FROM --platform=$BUILDPLATFORM maven:3-eclipse-temurin-${JAVA_VERSION} AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    mvn -B -ntp package -DskipTests -DskipFrontendTests -DskipE2e -Dspotless.check.skip=true
# Layers: libraries change rarely, our own classes with every commit.
RUN java -Djarmode=tools -jar target/coterie.jar extract --layers --destination /layers

FROM eclipse-temurin:${JAVA_VERSION}-jre
RUN groupadd --system --gid 10001 coterie \
    && useradd --system --uid 10001 --gid coterie --home-dir /data --no-create-home coterie \
    && install -d -o coterie -g coterie /data /app
WORKDIR /app
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
USER coterie

# For small machines: one collector thread, a heap that starts small, gives back what it does not need and leaves room for
# threads and buffers, small object headers, the quick compiler (half the processor time until ready, a third less
# memory), few malloc arenas, an end instead of a limp. Whoever needs other options sets JAVA_OPTS, which come later and
# so win.
ENV COTERIE_JVM="-XX:+UseSerialGC -XX:MaxRAMPercentage=50 -Xms32m -Xmn12m -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=15 -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1 -Xss512k -XX:+ExitOnOutOfMemoryError" \
    MALLOC_ARENA_MAX=2 \
    JAVA_OPTS=""

# Start once as far as the first request could be served, and keep what the JVM learnt on the way. It holds for this
# JVM, these options and this path only; with others the server starts without it, just slower. Linked classes would
# start quicker still, but such a cache refuses to start at all with a heap of another size. What the quick compiler has
# no use for (profiles) would only take memory.
RUN java $COTERIE_JVM -XX:-AOTClassLinking -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=/app/coterie.aot -Dspring.context.exit=onRefresh -jar /app/coterie.jar \
        --coterie.data-dir=/tmp/training --coterie.jwt.key-file=/tmp/training/jwt-key --server.port=0 \
    && rm -r /tmp/training

ENV COTERIE_DATA_DIR=/data
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM

# Without curl: bash speaks to the port itself.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8000} && printf 'GET /actuator/health/liveness HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [ \"$status\" = 200 ]"]

ENTRYPOINT ["/bin/sh", "-c", "exec java $COTERIE_JVM -XX:AOTCache=/app/coterie.aot $JAVA_OPTS -jar /app/coterie.jar \"$@\"", "coterie"]
