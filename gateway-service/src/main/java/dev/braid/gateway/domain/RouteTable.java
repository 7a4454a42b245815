package dev.braid.gateway.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All routes, and which of them a request means. */
public final class RouteTable<T> {
    private final List<Route<T>> routes;

    /** A method and a path, and what they stand for. */
    public record Route<T>(String method, PathTemplate template, T target) {}

    /** What a request means. */
    public sealed interface Match<T> {
        /** This, with these values in its path. */
        record Found<T>(T target, Map<String, String> variables) implements Match<T> {}

        /** There is such a path, for other methods. */
        record OtherMethods<T>(List<String> allowed) implements Match<T> {}

        /** Nothing. */
        record Unknown<T>() implements Match<T> {}
    }

    /**
     * Takes the routes in any order.
     *
     * @throws IllegalArgumentException when two of them mean the same requests
     */
    public RouteTable(List<Route<T>> routes) {
        this.routes = routes.stream()
                .sorted(Comparator.comparingInt(
                        (Route<T> route) -> -route.template().literalCount()))
                .toList();
        var shapes = new TreeSet<String>();
        for (Route<T> route : routes) {
            String shape = route.method() + " " + route.template().text().replaceAll("\\{[^}]*}", "{}");
            if (!shapes.add(shape)) {
                throw new IllegalArgumentException("Two routes are of the shape '%s'.".formatted(shape));
            }
        }
    }

    /** What the request line means; {@code rawPath} as it came, without the query. */
    public Match<T> find(String method, String rawPath) {
        var others = new TreeSet<String>();
        for (Route<T> route : routes) {
            Optional<Map<String, String>> variables = route.template().match(rawPath);
            if (variables.isPresent()) {
                if (route.method().equals(method)) {
                    return new Match.Found<>(route.target(), variables.get());
                }
                others.add(route.method());
            }
        }
        return others.isEmpty() ? new Match.Unknown<>() : new Match.OtherMethods<>(List.copyOf(others));
    }
}
