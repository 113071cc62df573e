package dev.lastframe.app.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The document that explains the counters, as a page for the browser. It comes with the program, so
 * it is always the one of this version. Callable from any thread; touches the disk.
 */
public final class Manual {

    private static final String SOURCE = "troubleshooting.md";

    /** What a person reads where it cannot be opened. */
    public static final String NAME = "troubleshooting.html";

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Lastframe: troubleshooting</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; }
            th, td { border: 1px solid; padding: .25rem .5rem; text-align: left; vertical-align: top; }
            :target { text-decoration: underline; }
            </style></head><body>
            """;

    private static final String TAIL = "</body></html>\n";

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private final Path folder;

    /**
     * @param folder where the pages are made, anew each time; created where it is missing
     */
    public Manual(Path folder) {
        this.folder = folder;
    }

    /**
     * A page that opens the document at a section. It is a file of its own, because what opens
     * files on a desktop takes no place within one.
     *
     * @param section the heading in lower case, words joined by {@code -}
     * @throws UncheckedIOException when it cannot be written
     */
    public Path at(String section) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(NAME), html());
            String place = NAME + "#" + section;
            return Files.writeString(
                    folder.resolve(section + ".html"),
                    "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\">"
                            + "<meta http-equiv=\"refresh\" content=\"0; url="
                            + place
                            + "\"><title>Lastframe</title><a href=\""
                            + place
                            + "\">Troubleshooting</a></html>\n");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** The whole document. */
    static String html() throws IOException {
        Node document = Parser.builder().extensions(EXTENSIONS).build().parse(text());
        AttributeProvider names = (node, tag, attributes) -> name(node, attributes);
        HtmlRenderer renderer =
                HtmlRenderer.builder()
                        .extensions(EXTENSIONS)
                        .attributeProviderFactory(context -> names)
                        .build();
        return HEAD + renderer.render(document) + TAIL;
    }

    private static String text() throws IOException {
        try (InputStream source = Manual.class.getResourceAsStream(SOURCE)) {
            if (source == null) {
                throw new IOException(SOURCE + " is not in the program");
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Gives each heading the name that links within the document use. */
    private static void name(Node node, Map<String, String> attributes) {
        if (node instanceof Heading heading) {
            attributes.put("id", section(heading));
        }
    }

    private static String section(Heading heading) {
        StringBuilder words = new StringBuilder();
        heading.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        words.append(text.getLiteral());
                    }

                    @Override
                    public void visit(Code code) {
                        words.append(code.getLiteral());
                    }
                });
        return words.toString()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }
}
