package dev.sternway.document.outline;

import dev.sternway.document.outline.Block.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads Markdown into sections. */
public final class Outline {
    /** Deeper nesting is read as text. */
    private static final int DEEPEST = 40;

    private static final Pattern FRONT_MATTER = Pattern.compile("---[ \\t]*\\n((?:(?!---).*\\n)*)---[ \\t]*(?:\\n|$)");
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), TaskListItemsExtension.create());

    private final List<String> lines;

    private Outline(List<String> lines) {
        this.lines = lines;
    }

    /** @param source with {@code \n} between its lines */
    public static Section read(String source) {
        Matcher front = FRONT_MATTER.matcher(source);
        boolean given = front.lookingAt();
        String rest = given ? front.group().replaceAll("[^\\n]", "") + source.substring(front.end()) : source;
        Node document = Parser.builder()
                .extensions(EXTENSIONS)
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .maxOpenBlockParsers(DEEPEST)
                .maxInlineNesting(DEEPEST)
                .build()
                .parse(rest);
        Outline outline = new Outline(source.lines().toList());
        List<Block> begun = given ? List.of(Inlines.plain(front.group(1), 2)) : List.of();
        return outline.sections(document, begun);
    }

    private Section sections(Node document, List<Block> begun) {
        Phrase none = new Phrase("", false, Lines.of(1));
        Deque<Section> open = new ArrayDeque<>();
        open.push(new Section(0, none, new ArrayList<>(begun), new ArrayList<>()));
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                while (open.size() > 1 && top(open).level() >= heading.getLevel()) {
                    open.pop();
                }
                Phrase text = Inlines.phrase(heading, at(heading));
                Section section = new Section(heading.getLevel(), text, new ArrayList<>(), new ArrayList<>());
                top(open).children().add(section);
                open.push(section);
            } else {
                block(node).ifPresent(top(open).blocks()::add);
            }
        }
        return open.peekLast() == null ? new Section(0, none, begun, List.of()) : open.peekLast();
    }

    private static Section top(Deque<Section> open) {
        return open.getFirst();
    }

    private List<Block> blocks(Node parent) {
        List<Block> blocks = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            block(node).ifPresent(blocks::add);
        }
        return blocks;
    }

    private Optional<Block> block(Node node) {
        if (node.getSourceSpans().isEmpty()) {
            return Optional.empty();
        }
        Lines at = at(node);
        if (node instanceof Paragraph) {
            return Optional.of(Inlines.prose(node, at));
        }
        if (node instanceof ListBlock list) {
            return Optional.of(new Block.Items(list instanceof OrderedList, items(list), at));
        }
        if (node instanceof TableBlock table) {
            Block.Grid grid = grid(table, at);
            return Optional.of(grid.heads().isEmpty() ? verbatim(at) : grid);
        }
        if (node instanceof FencedCodeBlock code) {
            String info = code.getInfo() == null ? "" : code.getInfo().strip();
            return Optional.of(new Block.Code(info.split("[\\s{]", 2)[0], chomped(code.getLiteral()), at));
        }
        if (node instanceof IndentedCodeBlock code) {
            return Optional.of(new Block.Code("", chomped(code.getLiteral()), at));
        }
        if (node instanceof BlockQuote) {
            return Optional.of(new Block.Quote(blocks(node), at));
        }
        return Optional.of(verbatim(at));
    }

    private Block.Other verbatim(Lines at) {
        return new Block.Other(String.join("\n", lines.subList(at.first() - 1, at.last())), at);
    }

    private List<Item> items(ListBlock list) {
        List<Item> items = new ArrayList<>();
        for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
            Optional<Boolean> ticked = Optional.empty();
            Optional<Block.Prose> head = Optional.empty();
            List<Block> rest = new ArrayList<>();
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                if (child instanceof TaskListItemMarker marker) {
                    ticked = Optional.of(marker.isChecked());
                } else if (head.isEmpty() && rest.isEmpty() && child instanceof Paragraph) {
                    head = block(child).map(Block.Prose.class::cast);
                } else {
                    block(child).ifPresent(rest::add);
                }
            }
            if (!node.getSourceSpans().isEmpty()) {
                items.add(new Item(ticked, head, rest, at(node)));
            }
        }
        return items;
    }

    private Block.Grid grid(TableBlock table, Lines at) {
        List<Phrase> heads = new ArrayList<>();
        List<List<Phrase>> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                List<Phrase> cells = new ArrayList<>();
                for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                    cells.add(Inlines.phrase(cell, at(row)));
                }
                if (part instanceof TableBody) {
                    rows.add(cells);
                } else {
                    heads.addAll(cells);
                }
            }
        }
        return new Block.Grid(heads, rows, at);
    }

    private static String chomped(String literal) {
        return literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
    }

    private static Lines at(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return new Lines(
                spans.get(0).getLineIndex() + 1, spans.get(spans.size() - 1).getLineIndex() + 1);
    }
}
