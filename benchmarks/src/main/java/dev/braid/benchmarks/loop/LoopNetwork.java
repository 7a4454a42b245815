package dev.braid.benchmarks.loop;

import com.google.protobuf.util.JsonFormat;
import dev.braid.api.Topic;
import dev.braid.api.topology.v1.LocationKind;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.api.topology.v1.TopologyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The demo's network, whose carriers the simulator plays. */
record LoopNetwork(Path file, TopologyFile topology) {
    static LoopNetwork read(Path file) throws IOException {
        TopologyFile.Builder topology = TopologyFile.newBuilder();
        JsonFormat.parser().merge(Files.readString(file), topology);
        return new LoopNetwork(file, topology.build());
    }

    /** Where customers are. */
    List<String> sites() {
        return topology.getLocationsList().stream()
                .filter(location -> location.getKind() == LocationKind.LOCATION_KIND_DATA_CENTER)
                .map(location -> location.getLocationId())
                .sorted()
                .toList();
    }

    /** Writes it to the topic as path computation would. */
    void publish(KafkaProducer<String, byte[]> producer) throws Exception {
        for (var element : elements().entrySet()) {
            producer.send(new ProducerRecord<>(
                            Topic.TOPOLOGY.topicName(),
                            element.getKey(),
                            element.getValue().setVersion(1).build().toByteArray()))
                    .get();
        }
    }

    private Map<String, TopologyElement.Builder> elements() {
        Map<String, TopologyElement.Builder> elements = new LinkedHashMap<>();
        topology.getProvidersList()
                .forEach(it ->
                        elements.put("provider/" + it.getProviderId(), element().setProvider(it)));
        topology.getMetrosList()
                .forEach(
                        it -> elements.put("metro/" + it.getMetroId(), element().setMetro(it)));
        topology.getRiskGroupsList()
                .forEach(it -> elements.put(
                        "risk-group/" + it.getRiskGroupId(), element().setRiskGroup(it)));
        topology.getLocationsList()
                .forEach(it ->
                        elements.put("location/" + it.getLocationId(), element().setLocation(it)));
        topology.getNodesList()
                .forEach(it -> elements.put("node/" + it.getNodeId(), element().setNode(it)));
        topology.getLinksList()
                .forEach(it -> elements.put("link/" + it.getLinkId(), element().setLink(it)));
        return elements;
    }

    private static TopologyElement.Builder element() {
        return TopologyElement.newBuilder();
    }
}
