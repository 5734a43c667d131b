import org.rdfhdt.hdt.enums.RDFNotation;
import org.rdfhdt.hdt.hdt.HDT;
import org.rdfhdt.hdt.hdt.HDTManager;
import org.rdfhdt.hdt.options.HDTSpecification;

/** Writes HDT from N-Triples, and reads it back: one triple in a line. */
class Hdt {
    public static void main(String[] given) throws Exception {
        if (given[0].equals("write")) {
            try (HDT hdt = HDTManager.generateHDT(given[1], "https://example.org/", RDFNotation.NTRIPLES, new HDTSpecification(), null)) {
                hdt.saveToHDT(given[2], null);
            }
        } else {
            try (HDT hdt = HDTManager.loadHDT(given[1], null)) {
                var out = new java.io.PrintStream(System.out, true, "UTF-8");
                hdt.search("", "", "").forEachRemaining(t -> out.println(t.getSubject() + "\t" + t.getPredicate() + "\t" + t.getObject().toString().replace("\n", "\\n")));
            }
        }
    }
}
