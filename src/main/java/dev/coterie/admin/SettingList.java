package dev.coterie.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.coterie.admin.settings.Setting;

/**
 * The properties that somebody looks for, in groups. Immutable.
 *
 * @param total how many are shown
 * @param all how many there are
 */
record SettingList(Filter filter, List<Group> groups, int total, int all) {

    static SettingList of(Filter filter, List<Setting> settings) {
        List<Setting> found = settings.stream().filter(filter::matches).toList();
        List<Group> groups = found.stream()
                .collect(Collectors.groupingBy(Setting::group, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
        return new SettingList(filter, groups, found.size(), settings.size());
    }

    /** What belongs together. */
    record Group(String name, List<Setting> settings) {}

    /**
     * What was asked for.
     *
     * @param q words that must all be in the name or the description: not in the value, which may be hidden
     * @param set "yes": only what somebody has set
     */
    record Filter(String q, String set) {

        Filter(@Nullable String q, @Nullable String set) {
            this.q = q == null ? "" : q;
            this.set = set == null ? "" : set;
        }

        public boolean narrows() {
            return !q.isBlank() || configuredOnly();
        }

        public boolean configuredOnly() {
            return set.equals("yes");
        }

        boolean matches(Setting setting) {
            String text = (setting.name() + " " + setting.description()).toLowerCase(Locale.ROOT);
            return (!configuredOnly() || setting.configured())
                    && Arrays.stream(q.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                            .allMatch(text::contains);
        }
    }
}
