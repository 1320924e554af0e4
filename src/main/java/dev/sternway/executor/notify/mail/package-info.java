/** Mail to people, as text and as HTML; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.notify.mail;

import org.jspecify.annotations.NullMarked;
