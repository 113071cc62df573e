package dev.lastframe.app.desktop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * The item's menu, as the bus has it: a root with the number 0, and entries. What an entry says has
 * one number for ever: who chooses from a menu that was drawn a while ago gets nothing else. Asked
 * by threads of the bus; never blocks.
 */
final class TrayMenu implements TrayMenuProtocol, Properties {

    private static final int ROOT = 0;
    private static final String LAYOUT = "(ia{sv}av)";

    private final Map<String, Integer> numbers = new HashMap<>();
    private TrayState state;
    private Map<Integer, TrayState.Entry> offered;
    private long revision = 1;

    TrayMenu(TrayState state) {
        this.state = state;
        this.offered = numbered(state);
    }

    /** Its entries by their numbers, from above. */
    private Map<Integer, TrayState.Entry> numbered(TrayState now) {
        Map<Integer, TrayState.Entry> all = new LinkedHashMap<>();
        int lines = 0;
        for (TrayState.Entry entry : now.entries()) {
            if (entry.isLine()) {
                lines++;
            }
            String what = entry.isLine() ? "line " + lines : "entry " + entry.words();
            all.put(numbers.computeIfAbsent(what, key -> numbers.size() + 1), entry);
        }
        return all;
    }

    /**
     * Offers other entries.
     *
     * @return whether they are drawn otherwise
     */
    synchronized boolean state(TrayState now) {
        boolean same = now.hasMenuOf(state);
        state = now;
        offered = numbered(now);
        if (!same) {
            revision++;
        }
        return !same;
    }

    synchronized UInt32 revision() {
        return new UInt32(revision);
    }

    @Override
    public synchronized Pair<UInt32, Layout> layout(int parent, int depth, List<String> names) {
        List<Variant<?>> children = new ArrayList<>();
        if (parent == ROOT && depth != 0) {
            for (int id : offered.keySet()) {
                children.add(
                        new Variant<>(new Layout(id, properties(id, names), List.of()), LAYOUT));
            }
        }
        return new Pair<>(revision(), new Layout(parent, properties(parent, names), children));
    }

    @Override
    public synchronized List<Described> described(List<Integer> ids, List<String> names) {
        List<Integer> wanted = new ArrayList<>(ids);
        if (ids.isEmpty()) {
            wanted.add(ROOT);
            wanted.addAll(offered.keySet());
        }
        return wanted.stream()
                .filter(this::exists)
                .map(id -> new Described(id, properties(id, names)))
                .toList();
    }

    @Override
    public synchronized Variant<?> property(int id, String name) {
        return TrayProperties.one(properties(id, List.of()), name);
    }

    @Override
    public void event(int id, String kind, Variant<?> data, UInt32 time) {
        TrayState.Entry entry = entry(id);
        if (kind.equals("clicked") && entry.enabled()) {
            entry.chosen().run();
        }
    }

    /** Without the lock: what is chosen is not our matter. */
    private synchronized TrayState.Entry entry(int id) {
        return offered.getOrDefault(id, TrayState.Entry.LINE);
    }

    @Override
    public List<Integer> events(List<Happened> events) {
        List<Integer> unknown = new ArrayList<>();
        for (Happened event : events) {
            if (exists(event.id)) {
                event(event.id, event.kind, event.data, event.time);
            } else {
                unknown.add(event.id);
            }
        }
        return unknown;
    }

    @Override
    public boolean aboutToShow(int id) {
        return false;
    }

    @Override
    public Pair<List<Integer>, List<Integer>> aboutToShow(List<Integer> ids) {
        return new Pair<>(List.of(), ids.stream().filter(id -> !exists(id)).toList());
    }

    private synchronized boolean exists(int id) {
        return id == ROOT || offered.containsKey(id);
    }

    private Map<String, Variant<?>> properties(int id, List<String> names) {
        Map<String, Variant<?>> all = new LinkedHashMap<>();
        if (id == ROOT) {
            all.put("children-display", new Variant<>("submenu"));
        } else if (entry(id).isLine()) {
            all.put("type", new Variant<>("separator"));
        } else {
            // an underline marks a key that opens it, which no word of ours means
            all.put("label", new Variant<>(entry(id).words().replace("_", "__")));
            all.put("enabled", new Variant<>(entry(id).enabled()));
            all.put("visible", new Variant<>(true));
        }
        if (!names.isEmpty()) {
            all.keySet().retainAll(names);
        }
        return all;
    }

    @Override
    public Map<String, Variant<?>> GetAll(String interfaceName) {
        return interfaceName.equals(NAME)
                ? Map.of(
                        "Version", new Variant<>(new UInt32(3)),
                        "TextDirection", new Variant<>("ltr"),
                        "Status", new Variant<>("normal"),
                        "IconThemePath", new Variant<>(List.<String>of(), "as"))
                : Map.of();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface's
    public <A> A Get(String interfaceName, String propertyName) {
        return (A) TrayProperties.one(GetAll(interfaceName), propertyName);
    }

    @Override
    public <A> void Set(String interfaceName, String propertyName, A value) {
        throw TrayProperties.readOnly(propertyName);
    }

    @Override
    public String getObjectPath() {
        return PATH;
    }
}
