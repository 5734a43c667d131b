import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.Entity;
import org.neo4j.graphdb.GraphDatabaseService;

/** Opens the database of a folder, runs a Cypher script in it where one is given, and prints all nodes and relations with all they have. */
class Neo4j {
    public static void main(String[] given) throws Exception {
        var service = new DatabaseManagementServiceBuilder(Path.of(given[0])).build();
        try {
            var db = service.database("neo4j");
            if (given.length > 1) {
                for (var statement : Files.readString(Path.of(given[1])).split(";\n")) {
                    if (!statement.isBlank()) {
                        db.executeTransactionally(statement);
                    }
                }
            }
            print(db);
        } finally {
            service.shutdown();
        }
        System.exit(0);
    }

    static void print(GraphDatabaseService db) {
        var out = new java.io.PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var tx = db.beginTx(); var nodes = tx.getAllNodes(); var edges = tx.getAllRelationships()) {
            nodes.forEach(n -> {
                var labels = new java.util.ArrayList<String>();
                n.getLabels().forEach(l -> labels.add(l.name()));
                out.println("node\t" + labels.stream().sorted().collect(Collectors.joining(" ")) + all(n));
            });
            edges.forEach(r -> out.println("edge\t" + r.getType().name() + "\t" + told(r.getStartNode().getProperty("id")) + "\t" + told(r.getEndNode().getProperty("id")) + all(r)));
        }
    }

    static String all(Entity entity) {
        return new TreeMap<>(entity.getAllProperties()).entrySet().stream().map(e -> "\t" + e.getKey() + "=" + told(e.getValue())).collect(Collectors.joining());
    }

    /** A value as its type and, where it is text, its bytes in hexadecimal digits. */
    static String told(Object found) {
        return found instanceof String text ? "str:" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
            : found instanceof Double || found instanceof Float ? "float:" + found
            : found instanceof Number ? "int:" + found : found.getClass().getName() + ":" + found;
    }
}
