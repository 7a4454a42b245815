package dev.braid.lab;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One lab for all tests of a class, told to those that ask for a {@link RunningLab}. Each orders under references of its
 * own, and when it ends all orders are released.
 */
final class SharedLab implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedLab.class);
    private static final long LAST = 1000;

    @Override
    public void beforeAll(ExtensionContext context) {
        // Whoever is stored is closed with the class.
        context.getStore(NAMESPACE).put(RunningLab.class, new RunningLab());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        lab(context).callers().forEach(caller -> caller.revision(1).epoch(0).prefix(context.getDisplayName() + "/"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (Caller caller : lab(context).callers()) {
            caller.revision(LAST).epoch(LAST).prefix("");
            caller.list().stream()
                    .filter(order -> !order.getReference().startsWith("kernel/"))
                    .forEach(order -> caller.release(order.getReference()));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningLab.class;
    }

    @Override
    public RunningLab resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return lab(context);
    }

    private static RunningLab lab(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(RunningLab.class, RunningLab.class);
    }
}
