package dev.braid.path.domain.network;

/** Names one element of the network. */
public record ElementReference(ElementKind kind, String id) implements Comparable<ElementReference> {
    /** Ids that differ in digits only have hashes that differ by few multiples of 31, and would crowd in a table. */
    @Override
    public int hashCode() {
        return (id.hashCode() + kind.ordinal()) * 0x9E3779B1;
    }

    /** As on the topic, for example {@code link/atlas-lon-par-1}. */
    public String key() {
        return kind.word() + "/" + id;
    }

    @Override
    public int compareTo(ElementReference other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return key();
    }
}
