import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.Table;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Reads a file as Gephi does, and prints each node and edge with all they have, and whether the graph has a time line. */
class Gephi {
    public static void main(String[] given) throws Exception {
        var projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        var importer = Lookup.getDefault().lookup(ImportController.class);
        var container = importer.importFile(new File(given[0]));
        if (given.length > 1) {
            container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.valueOf(given[1]));
        }
        importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
        var model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
        var out = new java.io.PrintStream(System.out, true, StandardCharsets.UTF_8);
        model.getGraph().getNodes().forEach(n -> out.println("node\t" + hex(n.getId()) + all(model.getNodeTable(), n)));
        model.getGraph().getEdges().forEach(e -> out.println("edge\t" + hex(e.getSource().getId()) + "\t" + hex(e.getTarget().getId()) + all(model.getEdgeTable(), e)));
        out.println("dynamic\t" + model.isDynamic());
        System.exit(0);
    }

    static String all(Table table, Element element) {
        return StreamSupport.stream(table.spliterator(), false).filter(c -> element.getAttribute(c) != null).map(c -> "\t" + c.getTitle() + "=" + told(element.getAttribute(c))).collect(Collectors.joining());
    }

    static String told(Object found) {
        return found instanceof String text ? "str:" + hex(text) : found instanceof Double || found instanceof Float ? "float:" + found
            : found instanceof Number ? "int:" + found : "str:" + hex(found.toString());
    }

    static String hex(Object found) {
        return HexFormat.of().formatHex(found.toString().getBytes(StandardCharsets.UTF_8));
    }
}
