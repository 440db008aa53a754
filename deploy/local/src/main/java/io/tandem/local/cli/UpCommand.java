package io.tandem.local.cli;

import io.tandem.local.stand.PartName;
import io.tandem.local.stand.Stand;
import picocli.CommandLine.Command;

/** Starts everything. */
@Command(name = "up", description = "Builds what is stale, starts everything and prints where it is.")
public final class UpCommand extends StandCommand {
    @Override
    public Integer call() throws Exception {
        Stand stand = stand();
        lifecycle(stand).up();
        out.print(farewell(stand));
        return 0;
    }

    private static String farewell(Stand stand) {
        String logins = stand.embedsKeycloak() ? """

                  Logins (password = name)
                    admin      changes everything
                    analyst    reads everything
                    maya, jonas, priya, tomas, ae    account executives
                  """ : "";
        return """

                  Gateway    %1$s
                  API docs   %1$s/docs
                  Health     %1$s/health
                  Tokens     %2$s
                %3$s
                Try
                  ./tandem demo
                  curl -H "Authorization: Bearer $(./tandem token admin)" %1$s/api/v1/accounts
                  ./tandem status
                """.formatted(stand.url(PartName.GATEWAY), stand.issuer(), logins);
    }
}
