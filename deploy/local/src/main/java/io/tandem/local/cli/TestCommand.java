package io.tandem.local.cli;

import io.tandem.local.build.Build;
import io.tandem.local.campaign.Campaign;
import io.tandem.local.campaign.Campaigns;
import io.tandem.local.stand.Stand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Builds and tests everything, or runs one campaign at full length. */
@Command(
        name = "test",
        description =
                "Builds everything and runs every test, the whole stand included; every campaign in its short form. "
                        + "What is not known here is passed on to Maven, such as -pl routing-service -am.")
public final class TestCommand extends StandCommand {
    @Option(names = "--campaign", paramLabel = "NAME", description = "Run the long form of this campaign, and no more.")
    private String campaign;

    @Option(names = "--campaigns", description = "List the campaigns.")
    private boolean list;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "The seed that a campaign printed, to repeat it.")
    private Long seed;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Stand stand = stand();
        Campaigns campaigns = new Campaigns(stand.root());
        if (list) {
            campaigns.modules().forEach((name, modules) -> out.println(name + "  in " + String.join(", ", modules)));
            return 0;
        }
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "verify"));
        if (campaign != null) {
            command.addAll(campaigns.mavenArguments(campaign, seed));
            if (campaigns.modulesOf(campaign).contains("e2e")) {
                // Its tests start a stand of what was built; no module depends on the services.
                new Build(stand, new Progress(out)).ofStand();
            }
        } else {
            // Tests wait much of the time; two modules side by side fill two processors.
            command.addAll(List.of("-T", "2", "-Dtandem.side-by-side"));
            if (seed != null) {
                command.add("-D" + Campaign.SEED + "=" + seed);
            }
        }
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(stand.root().toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
