package dev.braid.pcep.adapter;

/** The settings mean nothing: says which field, its value and what it should be. */
public final class SettingsInvalid extends Exception {
    private static final long serialVersionUID = 1L;

    SettingsInvalid(String message) {
        super(message);
    }
}
