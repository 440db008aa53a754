package io.tandem.local;

import io.tandem.local.cli.BenchCommand;
import io.tandem.local.cli.DemoCommand;
import io.tandem.local.cli.DownCommand;
import io.tandem.local.cli.KeyCommand;
import io.tandem.local.cli.KillCommand;
import io.tandem.local.cli.LogsCommand;
import io.tandem.local.cli.RestartCommand;
import io.tandem.local.cli.StartCommand;
import io.tandem.local.cli.StatusCommand;
import io.tandem.local.cli.StopCommand;
import io.tandem.local.cli.TestCommand;
import io.tandem.local.cli.TokenCommand;
import io.tandem.local.cli.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The one command of a developer's machine. */
@Command(
        name = "./tandem",
        description = "Runs all of Tandem on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            RestartCommand.class,
            DemoCommand.class,
            TestCommand.class,
            BenchCommand.class,
            TokenCommand.class,
            KeyCommand.class,
            StopCommand.class,
            StartCommand.class,
            KillCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Data and logs live in .tandem/; TANDEM_HOME names another place. TANDEM_PORT moves the gateway,",
            "TANDEM_PORT_OFFSET everything. deploy/local/README.md lists all settings."
        })
public final class Tandem {
    private Tandem() {}

    /** Runs one command. The system property {@code tandem.root} names the repository. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new Tandem());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StandException) {
                command.getErr().println(failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return 1;
        });
        System.exit(args.length == 0 ? usage(commandLine) : commandLine.execute(args));
    }

    private static int usage(CommandLine commandLine) {
        commandLine.usage(System.out);
        return 0;
    }
}
