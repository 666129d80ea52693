import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Runs a Neo4j on the folder args[0] with its neo4j.conf, until SIGTERM or until standard input closes. */
public class Start {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        DatabaseManagementService server = new DatabaseManagementServiceBuilder(folder)
                .loadPropertiesFromFile(folder.resolve("neo4j.conf"))
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        System.out.println("READY");
        while (System.in.read() >= 0) {
            // The tests hold the other end: when they die, however hard, the server goes too.
        }
        System.exit(0);
    }
}
