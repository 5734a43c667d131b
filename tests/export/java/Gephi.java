import java.io.File;
import org.gephi.graph.api.GraphController;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Reads a file as Gephi does: label and type of each node, label and evidence of each edge, and whether the graph has a time line. */
class Gephi {
    public static void main(String[] given) throws Exception {
        var projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        var importer = Lookup.getDefault().lookup(ImportController.class);
        var container = importer.importFile(new File(given[0]));
        importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
        var model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
        var out = new java.io.PrintStream(System.out, true, "UTF-8");
        model.getGraph().getNodes().forEach(n -> out.println("node\t" + n.getId() + "\t" + n.getLabel() + "\t" + n.getAttribute("type")));
        var evidence = model.getEdgeTable().toList().stream().filter(c -> c.getTitle().equals("evidence")).findFirst().get();
        model.getGraph().getEdges().forEach(e -> out.println("edge\t" + e.getSource().getId() + "\t" + e.getTarget().getId() + "\t" + e.getAttribute(evidence)));
        out.println("dynamic\t" + model.isDynamic());
        System.exit(0);
    }
}
