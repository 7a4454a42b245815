package dev.braid.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** The random passwords of the database roles of one installation, in a file that only its owner reads. */
final class RolePasswords {
    private static final int PASSWORD_BYTES = 24;

    private final Path file;
    private final Properties passwords = new Properties();

    private RolePasswords(Path file) {
        this.file = file;
    }

    static RolePasswords load(Path file) throws IOException {
        RolePasswords passwords = new RolePasswords(file);
        if (Files.exists(file)) {
            passwords.passwords.load(new StringReader(Files.readString(file)));
        }
        return passwords;
    }

    /** The password of the role; made and stored before anybody sees it if there is none yet. */
    synchronized String of(String role) {
        String known = passwords.getProperty(role);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        passwords.setProperty(role, made);
        store();
        return made;
    }

    private void store() {
        StringBuilder lines = new StringBuilder();
        passwords.stringPropertyNames().stream()
                .sorted()
                .forEach(role -> lines.append(role)
                        .append('=')
                        .append(passwords.getProperty(role))
                        .append('\n'));
        try {
            PrivateFiles.write(file, lines.toString(), "rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException("The passwords cannot be stored in %s.".formatted(file), e);
        }
    }
}
