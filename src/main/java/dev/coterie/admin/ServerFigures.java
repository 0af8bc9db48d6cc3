package dev.coterie.admin;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.stereotype.Component;

import dev.coterie.document.StorageSize;

/** Collects what is live now. Thread-safe; blocks on the database. */
@Component
class ServerFigures {

    private final LiveAdministration live;
    private final OperationRate operations;
    private final StorageSize storage;
    private final String version;

    ServerFigures(
            LiveAdministration live,
            OperationRate operations,
            StorageSize storage,
            ObjectProvider<BuildProperties> build,
            ObjectProvider<GitProperties> git) {
        this.live = live;
        this.operations = operations;
        this.storage = storage;
        this.version = version(Optional.ofNullable(build.getIfAvailable()), Optional.ofNullable(git.getIfAvailable()));
    }

    LiveFigures now() {
        return LiveFigures.of(
                live.all(),
                operations.perSecond(),
                storage.bytes(),
                version,
                Uptime.of(Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())));
    }

    /** Empty in a development environment that has built nothing. */
    private static String version(Optional<BuildProperties> build, Optional<GitProperties> git) {
        String number = build.map(BuildProperties::getVersion).orElse("");
        String commit = git.map(GitProperties::getShortCommitId).orElse("");
        return commit.isEmpty() ? number : (number + " (" + commit + ")").strip();
    }
}
