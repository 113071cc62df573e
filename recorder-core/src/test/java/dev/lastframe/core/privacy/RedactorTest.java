package dev.lastframe.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is replaced, by what, and what stays. */
final class RedactorTest {

    static final Identity MARLENE =
            new Identity(
                    "marlene",
                    "Marlene Okonkwo",
                    List.of("/home/marlene"),
                    "kestrel-07.example.net");

    private final Redactor redactor = new Redactor(MARLENE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "user marlene logged in | user [user name] logged in",
                "MARLENE@kestrel-07:/srv$ ls | [user name]@[host name]:/srv$ ls",
                "/tmp/app-marlene-42/x_marlene.log | /tmp/app-[user name]-42/x_[user name].log",
                "written by Okonkwo, Marlene | written by [user name]",
                "marlene.okonkwo wrote | [user name] wrote",
                "Mrs. Okonkwo | Mrs. [user name]",
                "open /home/marlene/a/b.txt | open ~/a/b.txt",
                "file:///home/marlene | file://~",
                "path=%2Fhome%2Fmarlene%2Fa | path=~%2Fa",
                "{\"p\":\"\\/home\\/marlene\\/a\"} | {\"p\":\"~\\/a\"}",
                "on kestrel-07.example.net and kestrel-07 | on [host name] and [host name]",
                "write to jane.doe+x@mail.example.org! | write to [e-mail]!",
                "/v/jane.roe@example.org.recording.ts is | /v/[e-mail].recording.ts is",
                "/v/jane@mail.example.org.mp4 | /v/[e-mail].mp4",
                "vue@next.min.js icon@2x.png app@main.service | vue@next.min.js icon@2x.png"
                        + " app@main.service",
                "mailto:jane%40example.org | mailto:[e-mail]",
                "\\njane@example.org | \\n[e-mail]",
                "password=hunter2 | password=[password]",
                "{\"password\":\"a \\\"b\\\" c\",\"x\":1} | {\"password\":\"[password]\",\"x\":1}",
                "login(user=x, password=a,b;c, retry=3) | login(user=x, password=[password],"
                        + " retry=3)",
                "<password>tr0ub4dor</password> | <password>[password]</password>",
                "DB_PASSWORD: correcthorse | DB_PASSWORD: [password]",
                "--password hunter2 --verbose | --password [password] --verbose",
                "Passwort: geheim123 | Passwort: [password]",
                "secret = Zf3kP9qLw0xR7tYb | secret = [secret]",
                "serviceToken: 'q7Zr2mX9vB4nL8cT' | serviceToken: '[secret]'",
                "https://jane:s3cret@example.org/x | https://jane:[password]@example.org/x",
                "postgres://app:p@ss/w0rd@db:5432/shop | postgres://app:[password]@db:5432/shop",
                "https://e.org/?token=abc&x=1 | https://e.org/?token=[secret in a URL]&x=1",
                "/cb#access_token=abc&state=1 | /cb#access_token=[secret in a URL]&state=1",
                "Authorization: Basic dXNlcjpwYXNz | Authorization: Basic [Authorization header]",
                "-H 'Authorization: Bearer abc.def-123' -v | -H 'Authorization: Bearer"
                        + " [Authorization header]' -v",
                "curl -u 'k ghp_0123456789abcdefghijABCDEFGHIJ012345 x:abc |"
                        + " curl -u 'k [GitHub token] x:[password]",
                "Cookie: sid=abc; theme=dark | Cookie: [cookie]",
                "Set-Cookie: sid=abc; Path=/ | Set-Cookie: [cookie]",
                "link 00:1a:2b:3c:4d:5e up | link [network address] up",
                "from 192.168.1.17 port 22 | from [network address] port 22",
                "http://10.1.2.3:8080/ | http://[network address]:8080/",
                "fe80::1a2b:3cff:fe4d:5e6f up | [network address] up",
            })
    void isReplaced(String text, String expected) {
        assertThat(redactor.text(text)).isEqualTo(expected);
        assertThat(redactor.text(expected)).as("a second time").isEqualTo(expected);
    }

    @Test
    void aPrivateKeyIsOnePlaceholderWhateverStandsBeforeItsLines() {
        String text =
                """
                12:00 INFO before
                12:00 INFO -----BEGIN RSA PRIVATE KEY-----
                12:00 INFO Proc-Type: 4,ENCRYPTED
                12:00 INFO\s
                12:00 INFO MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
                12:00 INFO MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu
                12:00 INFO Zm9v
                12:00 INFO -----END RSA PRIVATE KEY-----
                12:00 INFO after
                """;
        assertThat(redactor.text(text))
                .isEqualTo("12:00 INFO before\n12:00 INFO [private key]\n12:00 INFO after\n");
        assertThat(redactor.counts()).isEqualTo(Map.of("private key", 1L));
    }

    @Test
    void aPrivateKeyInOneLineIsReplacedToo() {
        assertThat(
                        redactor.text(
                                "{\"k\":\"-----BEGIN PRIVATE KEY-----\\nMIIEvQ\\nabc=\\n"
                                        + "-----END PRIVATE KEY-----\\n\",\"id\":7}"))
                .isEqualTo("{\"k\":\"[private key]\\n\",\"id\":7}");
    }

    @Test
    void aKeyWithoutItsEndTakesNoOrdinaryLinesAlong() {
        String body = "MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu";
        assertThat(
                        redactor.text(
                                "-----BEGIN PRIVATE KEY-----\n"
                                        + body
                                        + "\nthe rest was lost\nand on\n"))
                .isEqualTo("[private key]\nthe rest was lost\nand on\n");
        assertThat(redactor.text("no -----BEGIN PRIVATE KEY----- found in it"))
                .isEqualTo("no [private key] found in it");
    }

    @Test
    void lineEndsStayAsTheyAre() {
        assertThat(redactor.text("a\r\n\r\nmarlene\rb\n")).isEqualTo("a\r\n\r\n[user name]\rb\n");
        assertThat(redactor.text("")).isEmpty();
    }

    @Test
    void jsonIsRedactedInValuesAndNamesAtAnyDepth() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode node =
                mapper.readTree(
                        """
                        {"marlene":{"a":["/home/marlene/x",7,true,null]},
                         "Marlene":1,"password":"two words","retries":3,
                         "serviceToken":"q7Zr2mX9vB4nL8cT","title":"hello"}\
                        """);
        assertThat(redactor.json(node))
                .isEqualTo(
                        mapper.readTree(
                                """
                                {"[user name]":{"a":["~/x",7,true,null]},
                                 "[user name] (2)":1,"password":"[password]","retries":3,
                                 "serviceToken":"[secret]","title":"hello"}\
                                """));
        assertThat(node.has("marlene")).as("the given value is not changed").isTrue();
        assertThat(redactor.json(redactor.json(node))).isEqualTo(redactor.json(node));
    }

    @Test
    void fileNamesAreRedacted() {
        assertThat(redactor.fileName("marlene 2026-11-25 (2).ts"))
                .isEqualTo("[user name] 2026-11-25 (2).ts");
    }

    @Test
    void countsByKindInAlphabeticalOrder() {
        redactor.text("marlene a@b.example\nmarlene ghp_0123456789abcdefghijABCDEFGHIJ012345");
        assertThat(redactor.counts().toString())
                .isEqualTo("{GitHub token=1, e-mail=1, user name=2}");
    }

    @Test
    void namesThatSayNothingStayAndNamesThatAreWordsAreReplacedWhereTheyNameAnAccount() {
        Redactor root = new Redactor(new Identity("root", "root", List.of("/root"), "localhost"));
        assertThat(root.text("root@localhost: user=root in /root/app"))
                .isEqualTo("root@localhost: user=root in ~/app");
        Redactor mark = new Redactor(new Identity("mark", "", List.of("/home/mark"), "debian"));
        assertThat(mark.text("a mark at 3 s; user=mark, /data/home/mark2, C:\\Users\\mark\\x"))
                .isEqualTo(
                        "a mark at 3 s; user=[user name], /data/home/mark2, C:\\Users\\[user"
                                + " name]\\x");
        assertThat(mark.text("uid=1000(mark) in /home/mark"))
                .isEqualTo("uid=1000([user name]) in ~");
    }

    @Test
    void aWindowsHomeIsFoundHoweverItsSeparatorsAreWritten() {
        Redactor windows =
                new Redactor(new Identity("jdoe", "", List.of("C:\\Users\\jdoe\\"), "DESKTOP-1AB"));
        assertThat(windows.text("C:\\Users\\jdoe\\a C:\\\\Users\\\\jdoe\\\\a c:/users/jdoe/a"))
                .isEqualTo("~\\a ~\\\\a ~/a");
    }

    @Test
    void theIdentityIsTakenFromWhatIsGiven() {
        Identity identity =
                Identity.of(
                        Map.of("USER", "x", "HOME", "/h/x", "HOSTNAME", "box"),
                        "",
                        "/h/x/",
                        "",
                        "",
                        List.of("/", "/data/x"));
        assertThat(identity).isEqualTo(new Identity("x", "", List.of("/h/x", "/data/x"), "box"));
    }
}
