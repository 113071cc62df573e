package dev.lastframe.app;

import dev.lastframe.app.cli.CommandLineProgram;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.Shelter;
import java.nio.file.Path;
import java.util.Map;

/** Where the process begins: the window without arguments, the command line with them. */
public final class Main {

    private Main() {}

    /** Exits with the codes of the command line's contract. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Places places =
                Shelter.of(
                        Places.of(environment, home(environment), System.getProperty("os.name")));
        prepare(places);
        places.refused().ifPresent(instead -> System.err.println(refused(places, instead)));
        int code = new CommandLineProgram(environment, places, System.out, System.err).run(args);
        System.exit(code);
    }

    private static String refused(Places places, Path instead) {
        return "Lastframe cannot write to its folders in your home: what belongs there is in "
                + instead
                + " for this run, recordings go to "
                + places.recordings()
                + ".";
    }

    /** The shell's idea of home; the virtual machine's own comes from the user database. */
    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return home.startsWith("/") ? Path.of(home) : Path.of(System.getProperty("user.home"));
    }

    /** Sets what libraries read once when they load; none of them is loaded before. */
    private static void prepare(Places places) {
        LogFolder.prepare(places.state(), System.getenv().getOrDefault("LASTFRAME_LOG_LEVEL", ""));
        String cache = places.cache().toString();
        // The launcher has named folders in a home, which may be one that cannot be written.
        boolean elsewhere = places.refused().isPresent();
        set("javafx.cachedir", cache + "/javafx", elsewhere);
        set("org.bytedeco.javacpp.cachedir", cache + "/javacpp", elsewhere);
        set("jna.tmpdir", cache + "/jna", elsewhere);
        // By default JavaCPP refuses memory past four times the heap, after ten forced collections.
        setDefault("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        setDefault("org.bytedeco.javacpp.maxBytes", "0");
        // On Windows and macOS an installed program is started by jpackage's, which names itself.
        setDefault("lastframe.program", System.getProperty("jpackage.app-path", ""));
        if (System.getProperty("os.name").equals("Linux")) {
            // A small window that stands still: a driver for graphics costs memory and a slower
            // start.
            setDefault("prism.order", "sw");
        }
    }

    private static void setDefault(String key, String value) {
        set(key, value, false);
    }

    private static void set(String key, String value, boolean always) {
        if (always || System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
