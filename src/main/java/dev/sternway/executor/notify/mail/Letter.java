package dev.sternway.executor.notify.mail;

import dev.sternway.base.Digest;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;

/** The mail as it travels: text, the same as HTML, attachments. Its Message-ID follows from the step's key alone. */
record Letter(NotifyEmail.Inputs inputs, List<Path> files, String key) {
    private static final String UTF_8 = "UTF-8";
    private static final int ID = 32;

    MimeMessage in(Session session) throws MessagingException, IOException {
        MimeMessage mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + Digest.of(key).substring(0, ID) + "@sternway>");
            }
        };
        mail.setFrom(new InternetAddress(inputs.from(), true));
        for (String receiver : inputs.to()) {
            mail.addRecipient(Message.RecipientType.TO, new InternetAddress(receiver, true));
        }
        mail.setSubject(subject(), UTF_8);
        mail.setSentDate(new Date());
        mail.setHeader("Auto-Submitted", "auto-generated");
        MimeMultipart parts = new MimeMultipart("mixed");
        parts.addBodyPart(words());
        for (Path file : files) {
            parts.addBodyPart(attachment(file));
        }
        mail.setContent(parts);
        mail.saveChanges();
        return mail;
    }

    private String subject() {
        return inputs.subject().replaceAll("\\s+", " ");
    }

    private MimeBodyPart words() throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(inputs.text(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(inputs.html().orElseGet(() -> new MailPage(subject(), inputs.text()).html()), UTF_8, "html");
        MimeBodyPart either = new MimeBodyPart();
        either.setContent(new MimeMultipart("alternative", plain, html));
        return either;
    }

    private static MimeBodyPart attachment(Path file) throws MessagingException, IOException {
        String name = String.valueOf(file.getFileName());
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(Files.readAllBytes(file), type(name))));
        part.setFileName(name);
        return part;
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "ics" -> "text/calendar; charset=UTF-8; method=REQUEST";
            case "md", "txt", "log" -> "text/plain; charset=UTF-8";
            case "html" -> "text/html; charset=UTF-8";
            case "json" -> "application/json";
            default -> "application/octet-stream";
        };
    }
}
