package dev.lastframe.core.privacy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Secrets in addresses: the password before the host, and parameters that let somebody in. Host,
 * path and the names of parameters stay.
 */
final class Links {

    /** The value is secret, however short. */
    private static final Set<String> SECRETS =
            Set.of(
                    "token",
                    "access_token",
                    "accesstoken",
                    "id_token",
                    "refresh_token",
                    "auth_token",
                    "authtoken",
                    "api_token",
                    "apitoken",
                    "private_token",
                    "api_key",
                    "apikey",
                    "api-key",
                    "secret",
                    "client_secret",
                    "app_secret",
                    "password",
                    "passwd",
                    "passphrase",
                    "pass",
                    "pwd",
                    "sig",
                    "signature",
                    "x-amz-signature",
                    "x-amz-credential",
                    "x-amz-security-token",
                    "x-goog-signature",
                    "x-goog-credential",
                    "awsaccesskeyid",
                    "auth",
                    "authorization",
                    "sessionid",
                    "session_id",
                    "sid",
                    "jsessionid",
                    "phpsessid",
                    "samlresponse",
                    "samlrequest",
                    "client_assertion",
                    "assertion",
                    "ticket",
                    "otp",
                    "access_key",
                    "accesskey",
                    "subscription-key",
                    "x-api-key",
                    "appid",
                    "app_id",
                    "credential",
                    "jwt");

    /** These are only where they are long. */
    private static final Set<String> PERHAPS =
            Set.of("key", "code", "state", "nonce", "session", "hash", "hmac", "s");

    private static final int LONG = 12;
    private static final int LONGEST_PASSWORD = 256;
    private static final int LONGEST_NAME = 40;

    void register(Map<String, List<Clue>> clues) {
        Keyed.add(clues, "://", Links::host);
        for (String mark : List.of("?", "&", ";", "#")) {
            Keyed.add(clues, mark, Links::parameter);
        }
    }

    private static void host(Line line, int start, int end) {
        String text = line.text();
        if (line.covered(end)) {
            return;
        }
        int to = linkEnd(line, end);
        int authority = end;
        int colon = -1;
        int at = -1;
        while (authority < to && "/?#\\".indexOf(text.charAt(authority)) < 0) {
            char c = text.charAt(authority);
            if (c == ':' && colon < 0) {
                colon = authority;
            } else if (c == '@') {
                at = authority;
            }
            authority++;
        }
        boolean port = colon >= 0 && number(text, colon + 1, authority);
        if (colon >= 0 && (at < 0 || colon < at) && !port) {
            // A slash or a question mark in a password: up to the last at sign there is.
            for (int i = colon; i < Math.min(to, colon + LONGEST_PASSWORD); i++) {
                at = text.charAt(i) == '@' ? i : at;
            }
        }
        if (at < 0) {
            return;
        }
        if (colon >= 0 && colon < at) {
            if (!line.placeholderAt(colon + 1)) {
                line.mark(colon + 1, at, Kind.PASSWORD);
            }
        } else if (at - end >= LONG && Randomness.random(text, end, at, false)) {
            line.mark(end, at, Kind.URL_SECRET);
        }
    }

    private static boolean number(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Edges.digit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int linkEnd(Line line, int at) {
        int end = line.runEnd(at);
        String text = line.text();
        while (end > at && ",;.)]}>".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static void parameter(Line line, int start, int end) {
        String text = line.text();
        int equal = end;
        while (equal < text.length()
                && equal - end < LONGEST_NAME
                && (Edges.wordly(text.charAt(equal)) || "_-.".indexOf(text.charAt(equal)) >= 0)) {
            equal++;
        }
        if (equal == end || equal >= text.length() || text.charAt(equal) != '=') {
            return;
        }
        String name = text.substring(end, equal).toLowerCase(Locale.ROOT);
        boolean perhaps = PERHAPS.contains(name);
        if (!perhaps && !SECRETS.contains(name) || line.covered(equal + 1)) {
            return;
        }
        int value = equal + 1;
        if (line.placeholderAt(value) || perhaps && !isLong(text, value)) {
            return;
        }
        int valueEnd = value;
        while (valueEnd < text.length() && inValue(text.charAt(valueEnd))) {
            valueEnd++;
        }
        line.mark(value, valueEnd, Kind.URL_SECRET);
    }

    private static boolean isLong(String text, int value) {
        boolean digit = false;
        int at = value;
        while (at < text.length() && at - value < LONGEST_PASSWORD && inValue(text.charAt(at))) {
            digit |= Edges.digit(text.charAt(at));
            at++;
        }
        return digit && at - value >= LONG;
    }

    private static boolean inValue(char c) {
        return " \t\"'`<>&;#\\,)]}|".indexOf(c) < 0;
    }
}
