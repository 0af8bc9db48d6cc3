package dev.coterie.admin;

import java.util.Optional;
import java.util.OptionalLong;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.coterie.account.Permission;

/** Who is connected, among the sections of the admin site. Thread-safe. */
@Component
@Order(5)
class LiveSection implements AdminSection {

    static final String KEY = "sessions";

    private final LiveAdministration live;

    LiveSection(LiveAdministration live) {
        this.live = live;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Permission permission() {
        return Permission.SESSIONS_VIEW;
    }

    @Override
    public String path() {
        return "/admin/live";
    }

    @Override
    public OptionalLong count() {
        return OptionalLong.of(live.all().size());
    }

    /** People come by themselves. */
    @Override
    public Optional<AddPage> addPage() {
        return Optional.empty();
    }
}
