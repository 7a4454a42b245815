package dev.braid.local.process;

import dev.braid.embedded.PrivateFiles;
import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The logs of an installation: those of this run and of one before. */
final class Logs {
    private Logs() {}

    static void begin(Installation installation) throws IOException {
        PrivateFiles.folder(installation.logs());
        List<String> names = new ArrayList<>(List.of(Programs.KAFKA));
        EnumSet.allOf(Service.class).forEach(service -> names.add(service.label()));
        for (String name : names) {
            if (Files.exists(installation.log(name))) {
                Files.move(
                        installation.log(name),
                        installation.logs().resolve(name + ".log.1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
