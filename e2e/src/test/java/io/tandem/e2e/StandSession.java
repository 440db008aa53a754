package io.tandem.e2e;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Ends the stand when the last test has ended: a build that is through leaves nothing running. */
public final class StandSession implements LauncherSessionListener {
    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Stand.end();
    }
}
