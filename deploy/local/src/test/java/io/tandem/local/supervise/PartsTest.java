package io.tandem.local.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.local.stand.PartName;
import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {
    @TempDir
    Path home;

    @Test
    void makesTheKeyOfCredentialsOnceAndForItsOwnerAlone() throws IOException {
        Stand stand = Stand.of(Path.of("/tandem"), Map.of("TANDEM_HOME", home.toString()));
        String key = Parts.crmSecretKey(stand);
        assertEquals(32, Base64.getDecoder().decode(key).length);
        assertEquals(key, Parts.crmSecretKey(stand));
        try (Stream<Path> files = Files.list(stand.data(PartName.CRM_SYNC))) {
            List<Path> written = files.toList();
            assertEquals(1, written.size(), written.toString());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(written.get(0))));
        }
    }
}
