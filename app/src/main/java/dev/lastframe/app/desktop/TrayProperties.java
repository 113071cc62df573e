package dev.lastframe.app.desktop;

import java.util.Map;
import org.freedesktop.dbus.errors.PropertyReadOnly;
import org.freedesktop.dbus.errors.UnknownProperty;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.types.Variant;

/** Answers of objects that have properties to read. */
final class TrayProperties {

    private TrayProperties() {}

    static Variant<?> one(Map<String, Variant<?>> all, String name) {
        Variant<?> value = all.get(name);
        if (value == null) {
            throw new UnknownProperty("there is no " + name);
        }
        return value;
    }

    static DBusExecutionException readOnly(String name) {
        return new PropertyReadOnly(name + " cannot be changed");
    }
}
