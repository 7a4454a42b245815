package dev.braid.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a network of the Topology Zoo: latency by great circle, or that of 100 km where a place is not known. */
final class TopologyZoo {
    private static final double EARTH_RADIUS_KM = 6371;
    private static final double UNKNOWN_KM = 100;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> nodes = new LinkedHashMap<>();
    private final List<Map<String, Double>> places = new ArrayList<>();
    private final List<int[]> links = new ArrayList<>();

    static WanDraft read(Path file, long seed) throws IOException {
        TopologyZoo zoo = new TopologyZoo();
        try (InputStream in = Files.newInputStream(file)) {
            XMLInputFactory factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            zoo.read(factory.createXMLStreamReader(in));
        } catch (XMLStreamException e) {
            throw new IOException("%s is no GraphML".formatted(file), e);
        }
        return WanDraft.of(
                file.getFileName().toString().replace(".graphml", ""),
                zoo.nodes.size(),
                zoo.links.stream().mapToInt(link -> link[0]).toArray(),
                zoo.links.stream().mapToInt(link -> link[1]).toArray(),
                zoo.links.stream().mapToDouble(zoo::kilometres).toArray(),
                new Random(seed));
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        boolean inNode = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("node")) {
                inNode = false;
            }
            if (event != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "key" -> names.put(xml.getAttributeValue(null, "id"), xml.getAttributeValue(null, "attr.name"));
                case "node" -> {
                    nodes.put(xml.getAttributeValue(null, "id"), nodes.size());
                    places.add(new HashMap<>());
                    inNode = true;
                }
                case "data" -> {
                    String name = names.get(xml.getAttributeValue(null, "key"));
                    if (inNode && ("Latitude".equals(name) || "Longitude".equals(name))) {
                        places.getLast().put(name, Math.toRadians(Double.parseDouble(xml.getElementText())));
                    }
                }
                case "edge" -> {
                    int one = nodes.get(xml.getAttributeValue(null, "source"));
                    int other = nodes.get(xml.getAttributeValue(null, "target"));
                    if (one != other) {
                        links.add(new int[] {one, other});
                    }
                }
                default -> {}
            }
        }
    }

    private double kilometres(int[] link) {
        Map<String, Double> one = places.get(link[0]);
        Map<String, Double> other = places.get(link[1]);
        if (one.size() < 2 || other.size() < 2) {
            return UNKNOWN_KM;
        }
        double cosine = Math.sin(one.get("Latitude")) * Math.sin(other.get("Latitude"))
                + Math.cos(one.get("Latitude"))
                        * Math.cos(other.get("Latitude"))
                        * Math.cos(one.get("Longitude") - other.get("Longitude"));
        return EARTH_RADIUS_KM * Math.acos(Math.clamp(cosine, -1, 1));
    }
}
