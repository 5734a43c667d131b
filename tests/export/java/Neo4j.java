import java.nio.file.Files;
import java.nio.file.Path;
import org.neo4j.harness.Neo4jBuilders;

/** Runs a Cypher script in a database of Neo4j, and prints what is in it then. */
class Neo4j {
    public static void main(String[] given) throws Exception {
        try (var neo4j = Neo4jBuilders.newInProcessBuilder().withDisabledServer().build()) {
            var db = neo4j.defaultDatabaseService();
            for (var statement : Files.readString(Path.of(given[0])).split(";\n")) {
                if (!statement.isBlank()) {
                    db.executeTransactionally(statement);
                }
            }
            var out = new java.io.PrintStream(System.out, true, "UTF-8");
            try (var tx = db.beginTx()) {
                tx.execute("MATCH (n:Thing) RETURN n.id AS id, n.label AS label, labels(n) AS labels").forEachRemaining(r -> out.println("node\t" + hex(r.get("id")) + "\t" + hex(r.get("label")) + "\t" + r.get("labels")));
                tx.execute("MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS t, r.evidence AS e, r.zh AS zh").forEachRemaining(r -> out.println("edge\t" + hex(r.get("a")) + "\t" + hex(r.get("b")) + "\t" + r.get("t") + "\t" + hex(r.get("e")) + "\t" + r.get("zh")));
            }
        }
        System.exit(0);
    }

    static String hex(Object found) {
        return java.util.HexFormat.of().formatHex(String.valueOf(found).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
