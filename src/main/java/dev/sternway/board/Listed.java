package dev.sternway.board;

import dev.sternway.board.words.Tone;

/** A guard or a rollback in the list. */
record Listed(String id, String plan, String environment, Tone tone, String state, String since, String link) {}
