package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderIdentityTest {

    private static final FolderIdentity DISK = new FolderIdentity("1A2B-3C4D", "vfat", "1", "77");

    @TempDir private Path root;

    @Test
    void aFolderStaysTheSameWhenItsContentChangesAndTheTextTellsAll() throws IOException {
        FolderIdentity before = FolderIdentity.of(root).orElseThrow();
        Files.createFile(root.resolve("new"));

        FolderIdentity now = FolderIdentity.of(root).orElseThrow();

        assertThat(before.isSameAs(now)).isTrue();
        assertThat(FolderIdentity.parse(before.text())).contains(before);
        assertThat(before.text()).as("a file's name").matches("[A-Za-z0-9._~-]+");
    }

    @Test
    void anotherInItsPlaceIsAnother() throws IOException {
        Path place = Files.createDirectory(root.resolve("place"));
        FolderIdentity before = FolderIdentity.of(place).orElseThrow();
        Files.move(place, root.resolve("away"));
        Files.createDirectory(place);

        assertThat(before.isSameAs(FolderIdentity.of(place).orElseThrow())).isFalse();
    }

    @Test
    void whatIsNotThereHasNone() {
        assertThat(FolderIdentity.of(root.resolve("nowhere"))).isEmpty();
    }

    @Test
    void eachThingThatIsKnownOfBothDecides() {
        assertThat(DISK.isSameAs(DISK)).isTrue();
        assertThat(DISK.isSameAs(new FolderIdentity("5E6F-0000", "vfat", "1", "77"))).isFalse();
        assertThat(DISK.isSameAs(new FolderIdentity("1A2B-3C4D", "ext4", "1", "77"))).isFalse();
        assertThat(DISK.isSameAs(new FolderIdentity("1A2B-3C4D", "vfat", "2", "77"))).isFalse();
        assertThat(DISK.isSameAs(new FolderIdentity("1A2B-3C4D", "vfat", "1", "78"))).isFalse();
    }

    @Test
    void whatIsNotKnownDecidesNothing() {
        assertThat(DISK.isSameAs(new FolderIdentity("-", "vfat", "1", "-"))).isTrue();
        assertThat(DISK.isSameAs(new FolderIdentity("1A2B-3C4D", "vfat", "-", "77"))).isTrue();
        assertThat(DISK.isSameAs(new FolderIdentity("1A2B-3C4D", "vfat", "-", "-"))).isFalse();
        assertThat(DISK.isSameAs(new FolderIdentity("-", "vfat", "-", "77"))).isFalse();
    }

    @Test
    void aTextThatIsNoneIsNotRead() {
        assertThat(FolderIdentity.parse("")).isEmpty();
        assertThat(FolderIdentity.parse("a~b~c")).isEmpty();
        assertThat(FolderIdentity.parse("a~b~~d")).isEmpty();
    }
}
