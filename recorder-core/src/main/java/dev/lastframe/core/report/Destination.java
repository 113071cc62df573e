package dev.lastframe.core.report;

import java.util.OptionalLong;

/**
 * Where a report goes, and what fits there. A MB is 1,000,000 bytes here, so that a limit which is
 * meant in the larger unit is kept too.
 */
public enum Destination {
    /**
     * 10 MB a video on a free plan, 25 MB another file (docs.github.com, "Attaching files"); an MP4
     * that is attached plays in the text.
     */
    GITHUB(OptionalLong.of(10_000_000), OptionalLong.of(25_000_000), true),
    /**
     * 100 MiB a file on GitLab.com and by default elsewhere (docs.gitlab.com, "GitLab.com settings"
     * and "Account and limit settings"); an MP4 that is attached plays in the text.
     */
    GITLAB(OptionalLong.of(100_000_000), OptionalLong.of(100_000_000), true),
    /**
     * 10,485,760 bytes a file by default on a company's own server, 1 GB in Atlassian's cloud
     * (confluence.atlassian.com, "Configuring file attachments"): the smaller one fits both.
     */
    JIRA(OptionalLong.empty(), OptionalLong.of(10_000_000), false),
    /**
     * 20 MB a message at Outlook.com and iCloud, 25 MB at Gmail and Yahoo; the encoding for the way
     * (base64 in lines, RFC 2045) makes 1.37 bytes of each.
     */
    EMAIL(OptionalLong.empty(), OptionalLong.of(14_000_000), false),
    /** Somewhere without a limit. */
    ANY(OptionalLong.empty(), OptionalLong.empty(), false);

    private final OptionalLong videoBytes;
    private final OptionalLong fileBytes;
    private final boolean playsVideo;

    Destination(OptionalLong videoBytes, OptionalLong fileBytes, boolean playsVideo) {
        this.videoBytes = videoBytes;
        this.fileBytes = fileBytes;
        this.playsVideo = playsVideo;
    }

    /** The most bytes that a video of its own may have; empty where there is none, or no limit. */
    public OptionalLong videoBytes() {
        return videoBytes;
    }

    /** The most bytes that the zip may have; empty for no limit. */
    public OptionalLong fileBytes() {
        return fileBytes;
    }

    /**
     * Whether a video plays in the text there: the report is a folder with {@code recording.mp4},
     * the zip and {@code description.md} then, else the zip alone.
     */
    public boolean playsVideo() {
        return playsVideo;
    }
}
