package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.print.PrintOptions;

/**
 * A real browser without a window, as a page sees it. It is started from the system's packages and
 * has a profile of its own; nothing is fetched for it. Used by one thread.
 */
public final class Browser implements AutoCloseable {

    /** The page's video, in a script. */
    static final String VIDEO = "document.getElementById('video')";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts one.
     *
     * @param home an empty folder, for its profile and what else it writes
     * @throws AssertionError when the browser or its driver is not installed, with its name
     */
    public static Browser start(Path home) throws IOException {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + Files.createDirectories(home.resolve("profile")));
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Programs.require("chromedriver").toFile())
                        .usingAnyFreePort()
                        .withLogFile(home.resolve("driver.log").toFile())
                        .withEnvironment(Map.of("TMPDIR", home.toString()))
                        .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        return new Browser(driver);
    }

    /** As {@code system-packages.sh} looks for one. */
    private static Path program() {
        return Stream.of("chromium", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Programs.find(name).stream())
                .findFirst()
                .orElseGet(() -> Programs.require("chromium"));
    }

    /** Opens a page; what was logged before is forgotten. */
    void open(Path page) {
        console();
        requests();
        driver.get(page.toUri().toString());
    }

    /** Opens a report's page in a usual window, and waits until it is there with its video. */
    public void show(Path page) {
        look(1440, 900, false);
        open(page);
        awaitPage();
    }

    void awaitPage() {
        Waits.eventually(
                LIMIT,
                "the page is there",
                () ->
                        is("document.readyState === 'complete'")
                                && is(VIDEO + ".hidden || " + VIDEO + ".readyState >= 2"));
    }

    /** Where the page's video is, in seconds. */
    double now() {
        return number(VIDEO + ".currentTime");
    }

    /** Searches the page's lists. */
    public void search(String words) {
        run(
                "const s = document.getElementById('search'); s.value = arguments[0];"
                        + "s.dispatchEvent(new Event('input'))",
                words);
    }

    /** As wide and high, light or dark. */
    void look(int width, int height, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
    }

    /** As on {@code screen} or {@code print}, until the next look. */
    void medium(String name) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", name));
    }

    /** All of the page as a PNG, also what has to be scrolled to. */
    byte[] picture() {
        Object png =
                driver.executeCdpCommand(
                                "Page.captureScreenshot",
                                Map.of("format", "png", "captureBeyondViewport", true))
                        .get("data");
        return Base64.getDecoder().decode(String.valueOf(png));
    }

    /** How many pictures the printed page has. */
    long picturesOnPaper() {
        byte[] pdf = Base64.getMimeDecoder().decode(driver.print(new PrintOptions()).getContent());
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        return Pattern.compile("/Subtype\\s*/Image").matcher(text).results().count();
    }

    /** The last picture of the page's video in its own pixels, written as PNG. */
    public Path videoAtItsEnd(Path png) throws IOException {
        run(
                "const v = "
                        + VIDEO
                        + "; v.currentTime = v.duration; document.body.append(v);"
                        + "v.style.cssText = 'position:fixed;left:0;top:0;z-index:9;"
                        + "max-width:none;max-height:none;width:' + v.videoWidth"
                        + " + 'px;height:' + v.videoHeight + 'px'");
        look((int) number(VIDEO + ".videoWidth"), (int) number(VIDEO + ".videoHeight"), false);
        Waits.eventually(LIMIT, "it is there", () -> is("!" + VIDEO + ".seeking"));
        return Files.write(png, picture());
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The first picture of what was under a click. */
    WebElement firstClick() {
        run("document.getElementById('steps').scrollIntoView()");
        Waits.eventually(LIMIT, "a click is drawn", () -> !drawnClicks().isEmpty());
        return drawnClicks().getFirst();
    }

    /** The same in the page's own pixels, written as PNG. */
    public Path firstClick(Path png) throws IOException {
        return Files.write(png, firstClick().getScreenshotAs(OutputType.BYTES));
    }

    private List<WebElement> drawnClicks() {
        return driver.findElements(
                By.xpath(
                        "//button[@class='shot'][contains(., 'clicked here')]"
                                + "/canvas[@class='drawn']"));
    }

    /** What is to be read of all elements that are like that and shown now, a line each or more. */
    public String read(String css) {
        return run(
                "return [...document.querySelectorAll(arguments[0])]"
                        + ".filter(e => e.checkVisibility())"
                        + ".map(e => e.innerText).join('\\n')",
                css);
    }

    /** The text of the first element that is like that now; empty where none is. */
    String text(String css) {
        return run("return document.querySelector(arguments[0])?.textContent ?? ''", css);
    }

    /** What a page's script answers; {@code arguments[i]} in it. */
    String run(String script, Object... arguments) {
        return String.valueOf(driver.executeScript(script, arguments));
    }

    boolean is(String expression) {
        return Boolean.TRUE.equals(driver.executeScript("return Boolean(" + expression + ")"));
    }

    double number(String expression) {
        Object value = driver.executeScript("return Number(" + expression + ")");
        assertThat(value).as(expression).isInstanceOf(Number.class);
        return ((Number) value).doubleValue();
    }

    /** What a script hands to the function that is its last argument. */
    String await(String script, Object... arguments) {
        return String.valueOf(driver.executeAsyncScript(script, arguments));
    }

    /** Presses keys where the focus is. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** What the page wrote to the console since the last call, refusals of its policy among it. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** The addresses that the page asked for since the last call. */
    List<String> requests() {
        List<String> urls = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            try {
                JsonNode message = JSON.readTree(entry.getMessage()).path("message");
                if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                    urls.add(message.at("/params/request/url").asText());
                }
            } catch (IOException odd) {
                throw new UncheckedIOException(odd);
            }
        }
        return urls;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
