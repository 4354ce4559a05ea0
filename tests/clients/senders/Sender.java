// Jakarta Mail with a login and DSN: java -cp 'JARS/*' Sender.java HOST PORT
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

public class Sender {
    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", arguments[0]);
        settings.put("mail.smtp.port", arguments[1]);
        settings.put("mail.smtp.auth", "true");
        settings.put("mail.smtp.dsn.notify", "SUCCESS,FAILURE");
        settings.put("mail.smtp.dsn.ret", "HDRS");
        MimeMessage mail = new MimeMessage(Session.getInstance(settings));
        mail.setFrom("ann@example.com");
        mail.setRecipients(Message.RecipientType.TO, "bob@example.com");
        mail.setSubject("from Java \u2713", "utf-8");
        mail.setText(".dot\n", "utf-8");
        Transport.send(mail, "shop", "secret");
    }
}
