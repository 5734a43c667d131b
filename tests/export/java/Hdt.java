import org.rdfhdt.hdt.enums.RDFNotation;
import org.rdfhdt.hdt.hdt.HDT;
import org.rdfhdt.hdt.hdt.HDTManager;
import org.rdfhdt.hdt.options.HDTSpecification;

/** Writes HDT from N-Triples, and reads it back: one triple in a line, its terms in hexadecimal digits. */
class Hdt {
    public static void main(String[] given) throws Exception {
        if (given[0].equals("write")) {
            try (HDT hdt = HDTManager.generateHDT(given[1], "https://example.org/", RDFNotation.NTRIPLES, new HDTSpecification(), null)) {
                hdt.saveToHDT(given[2], null);
            }
        } else {
            try (HDT hdt = HDTManager.loadHDT(given[1], null)) {
                var out = new java.io.PrintStream(System.out, true, "UTF-8");
                hdt.search("", "", "").forEachRemaining(t -> out.println(hex(t.getSubject()) + "\t" + hex(t.getPredicate()) + "\t" + hex(t.getObject())));
            }
        }
    }

    static String hex(CharSequence term) {
        return java.util.HexFormat.of().formatHex(term.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
