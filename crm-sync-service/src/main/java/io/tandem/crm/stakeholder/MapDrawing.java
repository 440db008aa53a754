package io.tandem.crm.stakeholder;

import io.tandem.crm.domain.Influence;
import io.tandem.crm.domain.StakeholderMap;
import io.tandem.crm.domain.Stance;
import io.tandem.crm.domain.XmlText;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Draws a map of stakeholders as SVG: colour is stance, the width of the border is influence. */
final class MapDrawing {
    private static final int BOX_WIDTH = 200;
    private static final int BOX_HEIGHT = 66;
    private static final int GAP = 24;
    private static final int RISE = 44;
    private static final int MARGIN = 24;
    private static final int LEGEND = 40;
    private static final int MOST_LETTERS = 28;

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter svg;

    private MapDrawing() throws XMLStreamException {
        svg = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    static String of(StakeholderMap map, String title) {
        try {
            MapDrawing drawing = new MapDrawing();
            drawing.draw(map, title);
            return drawing.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A drawing in memory cannot fail", e);
        }
    }

    private void draw(StakeholderMap map, String title) throws XMLStreamException {
        int width = (int) (Math.max(3.2, map.columns()) * (BOX_WIDTH + GAP)) - GAP + 2 * MARGIN;
        int height = 2 * MARGIN + Math.max(1, map.levels()) * (BOX_HEIGHT + RISE) - RISE + LEGEND;
        open("svg", "xmlns", "http://www.w3.org/2000/svg", "width", width, "height", height);
        attributes("viewBox", "0 0 " + width + " " + height, "role", "img", "font-family", "sans-serif");
        svg.writeStartElement("title");
        svg.writeCharacters(XmlText.of(title));
        svg.writeEndElement();
        empty("rect", "width", width, "height", height, "fill", "#ffffff");
        Map<UUID, StakeholderMap.Place> places = map.places().stream()
                .collect(Collectors.toMap(place -> place.member().personId(), Function.identity()));
        for (StakeholderMap.Line line : map.lines()) {
            line(places.get(line.superior()), places.get(line.report()));
        }
        for (StakeholderMap.Place place : map.places()) {
            box(place);
        }
        if (map.places().isEmpty()) {
            write("No stakeholders are known yet.", MARGIN, MARGIN + 24, 14, "#57606a", false);
        }
        legend(height - LEGEND / 2);
        svg.writeEndElement();
        svg.writeEndDocument();
    }

    private void line(StakeholderMap.Place superior, StakeholderMap.Place report) throws XMLStreamException {
        int fromX = left(superior) + BOX_WIDTH / 2;
        int fromY = top(superior) + BOX_HEIGHT;
        int toX = left(report) + BOX_WIDTH / 2;
        int toY = top(report);
        int middle = (fromY + toY) / 2;
        empty(
                "path",
                "d",
                "M%d %d V%d H%d V%d".formatted(fromX, fromY, middle, toX, toY),
                "fill",
                "none",
                "stroke",
                "#8c959f");
    }

    private void box(StakeholderMap.Place place) throws XMLStreamException {
        StakeholderMap.Member member = place.member();
        int x = left(place);
        int y = top(place);
        open("g", "opacity", member.left() ? "0.45" : "1");
        empty("rect", "x", x, "y", y, "width", BOX_WIDTH, "height", BOX_HEIGHT, "rx", 8);
        // The attributes of an empty element may follow as long as nothing else was written.
        attributes(
                "fill",
                fill(member.stance()),
                "stroke",
                stroke(member.stance()),
                "stroke-width",
                border(member.influence()));
        write(shortened(member.name()), x + 12, y + 22, 14, "#1f2328", true);
        write(shortened(member.title()), x + 12, y + 39, 12, "#57606a", false);
        write(words(member.decisionRole()) + (member.left() ? " (left)" : ""), x + 12, y + 56, 11, "#1f2328", false);
        svg.writeEndElement();
    }

    private void legend(int y) throws XMLStreamException {
        int x = MARGIN;
        for (Stance stance : Stance.values()) {
            empty("rect", "x", x, "y", y - 10, "width", 14, "height", 14, "rx", 3);
            attributes("fill", fill(stance), "stroke", stroke(stance));
            write(words(stance), x + 20, y + 2, 12, "#57606a", false);
            x += 110;
        }
        write("Thicker border: more influence", x, y + 2, 12, "#57606a", false);
    }

    private void write(String words, int x, int y, int size, String colour, boolean bold) throws XMLStreamException {
        if (words == null || words.isBlank()) {
            return;
        }
        open("text", "x", x, "y", y, "font-size", size, "fill", colour);
        if (bold) {
            attributes("font-weight", "bold");
        }
        svg.writeCharacters(XmlText.of(words));
        svg.writeEndElement();
    }

    private void open(String element, Object... namesAndValues) throws XMLStreamException {
        svg.writeStartElement(element);
        attributes(namesAndValues);
    }

    private void empty(String element, Object... namesAndValues) throws XMLStreamException {
        svg.writeEmptyElement(element);
        attributes(namesAndValues);
    }

    private void attributes(Object... namesAndValues) throws XMLStreamException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            svg.writeAttribute(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
    }

    private static String shortened(String words) {
        return words == null || words.length() <= MOST_LETTERS ? words : words.substring(0, MOST_LETTERS - 1) + "…";
    }

    private static int left(StakeholderMap.Place place) {
        return MARGIN + (int) Math.round(place.column() * (BOX_WIDTH + GAP));
    }

    private static int top(StakeholderMap.Place place) {
        return MARGIN + place.level() * (BOX_HEIGHT + RISE);
    }

    private static String fill(Stance stance) {
        if (stance == null) {
            return "#ffffff";
        }
        return switch (stance) {
            case SUPPORTIVE -> "#dafbe1";
            case NEUTRAL -> "#eef1f4";
            case OPPOSED -> "#ffebe9";
        };
    }

    private static String stroke(Stance stance) {
        if (stance == null) {
            return "#8c959f";
        }
        return switch (stance) {
            case SUPPORTIVE -> "#1a7f37";
            case NEUTRAL -> "#57606a";
            case OPPOSED -> "#cf222e";
        };
    }

    private static String border(Influence influence) {
        if (influence == null) {
            return "1";
        }
        return switch (influence) {
            case HIGH -> "4";
            case MEDIUM -> "2";
            case LOW -> "1";
        };
    }

    private static String words(Enum<?> value) {
        if (value == null) {
            return "";
        }
        String lower = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }
}
