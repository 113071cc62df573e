package dev.lastframe.app.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of licences names every library that the program which was built is made of. */
final class LicencesIT {

    @TempDir private Path folder;

    private static boolean named(String jar, String list) {
        return Pattern.compile("(?m)(^|, )" + Pattern.quote(jar) + "(,| |$)").matcher(list).find();
    }

    @Test
    void everyJarOfTheProgramIsNamed() throws Exception {
        String list = Files.readString(new Licences(folder).write());
        Path lib =
                Path.of(System.getProperty("lastframe.launcher"))
                        .resolveSibling("../lib")
                        .normalize();
        List<String> jars;
        try (Stream<Path> files = Files.list(lib)) {
            jars =
                    files.map(file -> String.valueOf(Objects.requireNonNull(file.getFileName())))
                            .filter(name -> name.endsWith(".jar"))
                            .map(name -> name.replaceFirst("-[0-9][0-9.]*(-.*)?\\.jar$", ""))
                            .filter(name -> !name.equals("app") && !name.equals("recorder-core"))
                            .distinct()
                            .toList();
        }
        assertThat(jars).hasSizeGreaterThan(10);
        assertThat(jars)
                .filteredOn(jar -> !named(jar, list))
                .as("src/licences/THIRD-PARTY.txt does not name these")
                .isEmpty();
    }
}
