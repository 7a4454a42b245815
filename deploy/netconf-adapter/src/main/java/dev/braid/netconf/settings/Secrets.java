package dev.braid.netconf.settings;

import dev.braid.netconf.device.Endpoint.Login;
import dev.braid.netconf.settings.Settings.DeviceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Passwords and keys, which stand in files or in the environment but never in the settings, in logs or in errors. */
final class Secrets {
    private final Path folder;
    private final Map<String, String> environment;

    Secrets(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** Without a known host key a device is never talked to. */
    static List<PublicKey> hostKeys(DeviceSettings device) throws SettingsInvalid {
        List<PublicKey> keys = new ArrayList<>();
        for (String line : device.hostKeys()) {
            try {
                keys.add(PublicKeyEntry.parsePublicKeyEntry(line)
                        .resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING));
            } catch (IllegalArgumentException | IOException | GeneralSecurityException e) {
                throw new SettingsInvalid(
                        "devices.hostKeys of %s has '%s'; it must be a key as ssh-keyscan prints it, without the host: %s"
                                .formatted(device.id(), line, e.getMessage()),
                        e);
            }
        }
        if (keys.isEmpty()) {
            throw new SettingsInvalid(
                    "devices.hostKeys of %s is empty; a device without a known host key is not talked to."
                            .formatted(device.id()));
        }
        return keys;
    }

    Login login(DeviceSettings device) throws SettingsInvalid, IOException {
        long ways = Stream.of(
                        Optional.ofNullable(device.passwordFile()),
                        Optional.ofNullable(device.passwordVariable()),
                        Optional.ofNullable(device.keyFile()))
                .filter(Optional::isPresent)
                .count();
        if (ways != 1) {
            throw new SettingsInvalid(
                    "Device %s has %d of passwordFile, passwordVariable and keyFile; it must have one."
                            .formatted(device.id(), ways));
        }
        if (device.keyFile() != null) {
            return new Login(Optional.empty(), Optional.of(key(device)));
        }
        if (device.passwordFile() != null) {
            return new Login(
                    Optional.of(Files.readString(folder.resolve(device.passwordFile()))
                            .stripTrailing()),
                    Optional.empty());
        }
        String password = environment.get(device.passwordVariable());
        return new Login(
                Optional.of(Field.required("The environment variable " + device.passwordVariable(), password)),
                Optional.empty());
    }

    private KeyPair key(DeviceSettings device) throws SettingsInvalid, IOException {
        Path file = folder.resolve(device.keyFile());
        try (var stream = Files.newInputStream(file)) {
            for (KeyPair pair : SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(file.toString()), stream, FilePasswordProvider.EMPTY)) {
                return pair;
            }
        } catch (GeneralSecurityException e) {
            throw new SettingsInvalid("%s has no private key that can be read.".formatted(file), e);
        }
        throw new SettingsInvalid("%s has no private key.".formatted(file));
    }
}
