import java.io.FileInputStream;
import java.io.InputStream;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints one line for each file and standard: file, standard, "ok" or the rules that are broken; tabs between. */
class Check {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        String[] standards = arguments[0].split(",");
        for (int n = 1; n < arguments.length; n++) {
            for (String standard : standards) {
                System.out.println(arguments[n] + "\t" + standard + "\t" + check(arguments[n], standard));
            }
        }
    }

    private static String check(String file, String standard) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.fromString(standard);
        try (InputStream stream = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return "ok";
            }
            StringBuilder broken = new StringBuilder();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    broken.append(assertion.getRuleId().getClause()).append(": ");
                    broken.append(assertion.getMessage().replace('\n', ' ').replace('\t', ' ')).append("; ");
                }
            }
            return broken.toString();
        }
    }
}
