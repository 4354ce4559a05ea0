// Java 11 and newer: java.net.http is all it needs. Run: java MailTest.java; in a test, call waitForMail.
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

public class MailTest {
    static final String CATCHER = Optional.ofNullable(System.getenv("CATCHER_URL")).orElse("http://localhost:8025");
    static final HttpClient HTTP = HttpClient.newHttpClient();

    static String ask(String path) throws Exception {
        var answer = HTTP.send(HttpRequest.newBuilder(URI.create(CATCHER + path)).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new AssertionError(answer.body()); // what nearly matched, and why it did not
        return answer.body();
    }

    /** The first mail that matches, as JSON: at once when it is there, else when it comes. */
    static String waitForMail(String mailbox, String query) throws Exception {
        var q = URLEncoder.encode(query, StandardCharsets.UTF_8);
        var found = ask("/api/wait?timeout=10&mailbox=" + mailbox + "&q=" + q);
        var id = Pattern.compile("\"id\":(\\d+)").matcher(found); // or with the JSON library of your project
        if (!id.find()) throw new AssertionError(found);
        return ask("/api/messages/" + id.group(1));
    }

    /** Stands for your application, which would log in to localhost:1025 with the mailbox as its user name. */
    static void signUp(String mailbox, String address) throws Exception {
        var mail = "From: shop@example.com\r\nTo: " + address + "\r\nSubject: Welcome\r\n\r\nYour code is 314159.\r\n";
        var request = HttpRequest.newBuilder(URI.create(CATCHER + "/api/messages?mailbox=" + mailbox))
            .header("Content-Type", "message/rfc822").POST(HttpRequest.BodyPublishers.ofString(mail)).build();
        HTTP.send(request, BodyHandlers.discarding());
    }

    public static void main(String[] arguments) throws Exception {
        var mailbox = UUID.randomUUID().toString(); // for this run alone
        signUp(mailbox, "bob@example.com");
        var mail = waitForMail(mailbox, "to:bob@example.com subject:welcome");
        if (!mail.contains("Your code is 314159.")) throw new AssertionError(mail);
    }
}
