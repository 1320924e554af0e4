package dev.sternway.document.outline;

import java.util.List;

/**
 * A heading and what stands under it.
 *
 * @param level 1 to 6; 0 for the document
 * @param blocks what stands before the first heading below
 */
public record Section(int level, Phrase heading, List<Block> blocks, List<Section> children) {}
