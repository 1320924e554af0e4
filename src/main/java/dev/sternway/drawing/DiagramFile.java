package dev.sternway.drawing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** A diagram or decision, read without document types, entities or anything from outside the file. */
public record DiagramFile(String name, Document xml) {
    private static final ErrorHandler STRICT = new ErrorHandler() {
        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) throws SAXParseException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXParseException {
            throw error;
        }
    };

    /** @throws SAXException when it is not XML, or has a document type */
    public static DiagramFile read(String name, byte[] content) throws SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(STRICT);
            return new DiagramFile(name, builder.parse(new ByteArrayInputStream(content)));
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException unreadable) {
            throw new SAXException(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    public Stream<Element> elements() {
        return below(xml.getDocumentElement());
    }

    /** The element itself, or the nearest around it that has an id, for messages. */
    public static String idOf(Element element) {
        for (Node at = element; at instanceof Element found; at = at.getParentNode()) {
            if (found.hasAttribute("id")) {
                return found.getLocalName() + " " + found.getAttribute("id");
            }
        }
        return element.getLocalName();
    }

    public Stream<Element> elements(String kind) {
        return elements().filter(element -> kind.equals(element.getLocalName()));
    }

    public static List<Attr> attributes(Element element) {
        List<Attr> attributes = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            attributes.add((Attr) element.getAttributes().item(i));
        }
        return attributes;
    }

    /** The text that stands directly in the element. */
    public static String text(Element element) {
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
        }
        return text.toString();
    }

    public static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static Stream<Element> below(Element parent) {
        return Stream.concat(Stream.of(parent), children(parent).stream().flatMap(DiagramFile::below));
    }
}
