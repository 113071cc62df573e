package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/**
 * What the computer is, as far as it matters for a bug: no serial numbers, no addresses, no names
 * of people or of the computer. Callable from any thread; asks the system for up to a second.
 */
public final class SystemFacts {

    private static final Logger LOG = LoggerFactory.getLogger(SystemFacts.class);

    private SystemFacts() {}

    /**
     * Asks.
     *
     * @param environment the process's environment, for the desktop
     * @param version Lastframe's
     */
    public static ObjectNode read(Map<String, String> environment, String version) {
        ObjectNode json = EventLine.JSON.createObjectNode();
        json.put("version", 1);
        json.put("lastframe", version);
        java(json.putObject("java"));
        desktop(json.putObject("desktop"), environment);
        ObjectNode system = json.putObject("operatingSystem");
        system.put("name", System.getProperty("os.name"));
        system.put("kernel", System.getProperty("os.version"));
        system.put("architecture", System.getProperty("os.arch"));
        try {
            SystemInfo info = new SystemInfo();
            operatingSystem(system, info.getOperatingSystem());
            hardware(json, info.getHardware());
        } catch (RuntimeException | LinkageError unknown) {
            // What Java itself knows is there; the rest is a help, not a need.
            LOG.warn("the system does not tell all about itself", unknown);
            json.put("incomplete", "the system does not tell all about itself");
        }
        return json;
    }

    private static void java(ObjectNode json) {
        json.put("version", System.getProperty("java.version"));
        json.put("vendor", System.getProperty("java.vendor"));
        json.put("virtualMachine", System.getProperty("java.vm.name"));
        json.put("locale", Locale.getDefault().toLanguageTag());
        json.put("fileNames", System.getProperty("sun.jnu.encoding", ""));
    }

    private static void desktop(ObjectNode json, Map<String, String> environment) {
        json.put("name", environment.getOrDefault("XDG_CURRENT_DESKTOP", ""));
        json.put("session", environment.getOrDefault("XDG_SESSION_TYPE", ""));
        json.put("wayland", !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty());
    }

    private static void operatingSystem(ObjectNode json, OperatingSystem system) {
        json.put("manufacturer", system.getManufacturer());
        json.put("family", system.getFamily());
        json.put("version", String.valueOf(system.getVersionInfo()));
        json.put("bits", system.getBitness());
        json.put("uptimeSeconds", system.getSystemUptime());
    }

    private static void hardware(ObjectNode json, HardwareAbstractionLayer hardware) {
        CentralProcessor processor = hardware.getProcessor();
        ObjectNode cpu = json.putObject("cpu");
        cpu.put("name", processor.getProcessorIdentifier().getName().strip());
        cpu.put("vendor", processor.getProcessorIdentifier().getVendor());
        cpu.put("cores", processor.getPhysicalProcessorCount());
        cpu.put("threads", processor.getLogicalProcessorCount());
        cpu.put("megahertzMax", processor.getMaxFreq() / 1_000_000);
        GlobalMemory memory = hardware.getMemory();
        ObjectNode ram = json.putObject("memory");
        ram.put("bytes", memory.getTotal());
        ram.put("availableBytes", memory.getAvailable());
        ram.put("swapBytes", memory.getVirtualMemory().getSwapTotal());
        ram.put("swapUsedBytes", memory.getVirtualMemory().getSwapUsed());
        ArrayNode graphics = json.putArray("graphics");
        GraphicsFacts.write(graphics, hardware.getGraphicsCards(), GraphicsFacts.CARDS);
    }
}
