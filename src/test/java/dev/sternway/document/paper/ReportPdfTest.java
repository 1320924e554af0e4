package dev.sternway.document.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** A report that somebody prints or sends on. */
class ReportPdfTest {
    @Test
    void keepsNamesTablesAndSignsOfEveryAlphabetItHasLettersFor() throws IOException {
        String markdown =
                "# Incident report\n\n| who | what |\n|---|---|\n| Łukasz Жданов | ✔ rolled back → old build |\n";

        try (PDDocument pdf = Loader.loadPDF(ReportPdf.of("Sign-up <broken> & more", markdown))) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("Incident report", "Łukasz Жданов", "✔ rolled back → old build", "1 / 1");
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Sign-up <broken> & more");
        }
    }

    @Test
    void takesWhatStepsPrinted() throws IOException {
        String printed = "```\n\u001b[31mred\u001b[0m \u0000 <script>alert(1)</script> &nbsp; ]]>\n```\n"
                + "![picture](http://127.0.0.1:9/x.png) <img src='file:///etc/passwd'>\n";

        try (PDDocument pdf = Loader.loadPDF(ReportPdf.of("t", printed))) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("<script>alert(1)</script>", "[31mred");
        }
    }

    @Test
    void goesOnOverManyPages() throws IOException {
        String markdown = "# Long\n\n" + "| a | b |\n|---|---|\n" + "| step | done |\n".repeat(400);

        try (PDDocument pdf = Loader.loadPDF(ReportPdf.of("t", markdown))) {
            assertThat(pdf.getNumberOfPages()).isGreaterThan(5);
            assertThat(new PDFTextStripper().getText(pdf)).contains("1 / " + pdf.getNumberOfPages());
        }
    }
}
