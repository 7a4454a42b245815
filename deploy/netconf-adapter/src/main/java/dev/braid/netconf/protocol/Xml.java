package dev.braid.netconf.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** XML of a peer that is not trusted: no document types, so no entities, nothing fetched, and only so deep. */
public final class Xml {
    /** The namespace of the protocol itself. */
    public static final String BASE = "urn:ietf:params:xml:ns:netconf:base:1.0";

    private static final String DEEPEST = "64";
    private static final DocumentBuilderFactory READERS = readers();

    private Xml() {}

    /** The root of a document; {@link ProtocolBroken} if there is none, or it is more than plain XML. */
    public static Element parse(byte[] text) throws IOException {
        try {
            DocumentBuilder reader = READERS.newDocumentBuilder();
            // Else the JDK prints to the console what it also throws.
            reader.setErrorHandler(new DefaultHandler());
            return reader.parse(new ByteArrayInputStream(text)).getDocumentElement();
        } catch (SAXException e) {
            throw new ProtocolBroken("The peer's message is no plain XML: %s".formatted(e.getMessage()), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An element that stands alone. */
    public static Element document(String namespace, String name) {
        try {
            Document document = READERS.newDocumentBuilder().newDocument();
            Element root = document.createElementNS(namespace, name);
            document.appendChild(root);
            return root;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The children of that name, in order. */
    public static List<Element> children(Element parent, String namespace, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && is(element, namespace, name)) {
                found.add(element);
            }
        }
        return found;
    }

    /** The first descendant by that way of names. */
    public static Optional<Element> find(Element parent, String namespace, String... names) {
        Element at = parent;
        for (String name : names) {
            List<Element> found = children(at, namespace, name);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            at = found.getFirst();
        }
        return Optional.of(at);
    }

    /** The text of the first descendant by that way of names. */
    public static Optional<String> text(Element parent, String namespace, String... names) {
        return find(parent, namespace, names).map(it -> it.getTextContent().strip());
    }

    /** Whether it is an element of that name. */
    public static boolean is(Element element, String namespace, String name) {
        return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    /** The element as a document may hold it, with the namespaces that it needs. */
    public static String serialise(Element element) {
        try {
            TransformerFactory factory = TransformerFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(element), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text with everything escaped that means something in XML. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;")
                .replace("\n", "&#10;")
                .replace("\t", "&#9;");
    }

    /** Whether each character may stand in XML 1.0 (section 2.2), escaped or not. */
    public static boolean canHold(String text) {
        return text.codePoints()
                .allMatch(it -> it == '\t'
                        || it == '\n'
                        || it == '\r'
                        || (it >= ' ' && it < Character.MIN_SURROGATE)
                        || (it > Character.MAX_SURROGATE && it < 0xFFFE)
                        || it > 0xFFFF);
    }

    private static DocumentBuilderFactory readers() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setCoalescing(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute("jdk.xml.maxElementDepth", DEEPEST);
            return factory;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
