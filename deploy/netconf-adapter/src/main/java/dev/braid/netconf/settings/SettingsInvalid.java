package dev.braid.netconf.settings;

/** The settings file does not say what is needed; the message names the field, its value and the bound. */
public final class SettingsInvalid extends Exception {
    private static final long serialVersionUID = 1L;

    public SettingsInvalid(String message) {
        super(message);
    }

    public SettingsInvalid(String message, Throwable cause) {
        super(message, cause);
    }
}
