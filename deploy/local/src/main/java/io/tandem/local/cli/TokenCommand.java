package io.tandem.local.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a token for curl. */
@Command(name = "token", description = "Prints a bearer token of the demo user with a role.")
public final class TokenCommand extends StandCommand {
    private static final Map<String, String> USERS =
            Map.of("admin", "admin", "account-executive", "ae", "analyst", "analyst");

    @Parameters(
            index = "0",
            paramLabel = "ROLE",
            description = "admin, account-executive, analyst, or the name of a demo user.")
    private String role;

    @Override
    public Integer call() {
        out.println(new Api(stand(), USERS.getOrDefault(role, role)).login());
        return 0;
    }
}
