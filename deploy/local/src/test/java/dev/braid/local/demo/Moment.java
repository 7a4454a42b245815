package dev.braid.local.demo;

/** Where in the main flow a process is killed. */
enum Moment {
    AFTER_SUBMIT,
    WHILE_PLANNING,
    WHILE_PROVISIONING,
    WHILE_JUDGED,
    WHILE_MOVING,
    WHILE_TERMINATING
}
