package dev.braid.local.topology.imports;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads GraphML element by element; what the elements mean is for {@link GraphmlNetwork}. */
final class GraphmlReader {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_DECLARATION = 200;
    private static final Pattern ENCODING =
            Pattern.compile("^[^<]{0,4}<\\?xml[^>]{0,100}encoding\\s{0,4}=\\s{0,4}[\"']([^\"']+)");

    private final Source source;
    private final Remarks remarks;
    private final GraphmlNetwork network;
    private final Deque<GraphmlElement> open = new ArrayDeque<>();
    private final Map<String, GraphmlElement> keys = new HashMap<>();
    private boolean graphSeen;

    GraphmlReader(Source source, Remarks remarks) {
        this.source = source;
        this.remarks = remarks;
        this.network = new GraphmlNetwork(source, remarks);
    }

    DraftNetwork read() {
        refuseBrokenUtf8();
        int line = 1;
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(source.bytes()));
            while (xml.hasNext()) {
                int event = xml.next();
                line = xml.getLocation().getLineNumber();
                event(xml, event, line);
            }
        } catch (XMLStreamException e) {
            Location place = e.getLocation();
            throw source.failure(place == null ? line : place.getLineNumber(), "XML", firstSentence(e));
        } catch (MissingResourceException e) {
            // The JDK has no words for some errors in document types.
            throw source.failure(line, "XML", "it cannot be read (%s).".formatted(e.getKey()));
        }
        if (!graphSeen) {
            throw source.failure(1, "graph", "the file has none.");
        }
        return network.draft();
    }

    /** The parser would print its dismay, and does not know the line. */
    private void refuseBrokenUtf8() {
        byte[] bytes = source.bytes();
        String head = new String(bytes, 0, Math.min(MAX_DECLARATION, bytes.length), StandardCharsets.ISO_8859_1);
        Matcher declared = ENCODING.matcher(head);
        boolean utf16 = head.startsWith("\u00FE\u00FF")
                || head.startsWith("\u00FF\u00FE")
                || head.substring(0, Math.min(4, head.length())).indexOf(0) >= 0;
        if (!utf16 && (!declared.find() || declared.group(1).equalsIgnoreCase("utf-8"))) {
            source.lineThatIsNotUtf8().ifPresent(line -> {
                throw source.failure(line, "XML", "a byte is not UTF-8.");
            });
        }
    }

    /** No document type, no entity of anybody's making, nothing fetched. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((_, system, _, _) -> {
            throw new XMLStreamException("the file refers to '%s' outside.".formatted(Source.quoted("" + system)));
        });
        return factory;
    }

    private void event(XMLStreamReader xml, int event, int line) throws XMLStreamException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(xml, line);
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> characters(xml.getText(), line);
            case XMLStreamConstants.DTD ->
                remarks.told("document type declarations, which are not read", line, "DOCTYPE");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw source.failure(
                        line, "entity", "'&%s;' is not one of XML's own.".formatted(Source.quoted(xml.getLocalName())));
            default -> {}
        }
    }

    private void start(XMLStreamReader xml, int line) throws XMLStreamException {
        String name = xml.getLocalName();
        if (open.isEmpty() && !name.equals("graphml")) {
            throw source.failure(
                    line, "root", "<%s> is not <graphml>%s.".formatted(Source.quoted(name), advice(xml, name)));
        }
        if (open.size() >= MAX_DEPTH) {
            throw source.failure(line, name, "elements are nested deeper than %d.".formatted(MAX_DEPTH));
        }
        if (name.equals("graph") && open.size() == 1 && graphSeen) {
            remarks.dropped("graphs after the first", line, attribute(xml, "id"));
            skip(xml);
            return;
        }
        graphSeen |= name.equals("graph");
        GraphmlElement parent = open.peek();
        GraphmlElement element = new GraphmlElement(name, line, parent);
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            element.attributes().put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        open.push(element);
        switch (name) {
            case "key" -> keys.put(element.attribute("id"), element);
            case "graph" -> inherit(element, parent);
            default -> {}
        }
    }

    private static void inherit(GraphmlElement graph, GraphmlElement parent) {
        for (GraphmlElement outer = parent; outer != null; outer = outer.parent()) {
            if (outer.name().equals("graph") && !graph.attributes().containsKey("edgedefault")) {
                graph.attributes().put("edgedefault", outer.attribute("edgedefault"));
            }
        }
    }

    private static String advice(XMLStreamReader xml, String name) {
        return name.equals("network") && ("" + xml.getNamespaceURI()).contains("sndlib")
                ? "; of SNDlib the native format is read"
                : "";
    }

    private void characters(String text, int line) {
        GraphmlElement element = open.peek();
        if (element != null && (element.name().equals("data") || element.name().equals("default"))) {
            if (element.text().length() + text.length() > MAX_TEXT) {
                throw source.failure(line, element.name(), "it is longer than %d characters.".formatted(MAX_TEXT));
            }
            element.text().append(text);
        }
    }

    private void end() {
        GraphmlElement element = open.pop();
        switch (element.name()) {
            case "data" -> data(element);
            case "default" -> element.parent().text().append(element.text());
            case "node" -> network.node(withDefaults(element));
            case "edge" -> network.edge(withDefaults(element));
            case "hyperedge" -> network.hyperedge(withDefaults(element));
            case "endpoint" -> element.parent().endpoints().add(element);
            case "graph" -> network.graph(withDefaults(element), element.isNested());
            case "port" -> remarks.told("ports of nodes, which the topology has no place for", element.line(), "port");
            default -> {}
        }
    }

    private void data(GraphmlElement data) {
        GraphmlElement key = keys.get(data.attribute("key"));
        if (key == null) {
            remarks.dropped("values whose key is not declared", data.line(), data.attribute("key"));
        } else if (data.parent() != null) {
            data.parent().put(key.keyName(), data.text().toString(), data.line());
        }
    }

    private GraphmlElement withDefaults(GraphmlElement element) {
        for (GraphmlElement key : keys.values()) {
            String target = key.attribute("for");
            if (!key.text().isEmpty() && (target.equals(element.name()) || target.equals("all"))) {
                element.putDefault(key.keyName(), key.text().toString(), key.line());
            }
        }
        return element;
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    /** The parser puts the place in front and sometimes a page of advice behind. */
    private static String firstSentence(XMLStreamException failure) {
        String message = "" + failure.getMessage();
        int start = message.indexOf("Message: ");
        return Source.sentence(start < 0 ? message : message.substring(start + "Message: ".length()));
    }
}
