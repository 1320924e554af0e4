/** Committed writes read from the write-ahead log since arming, and their replay; the data executors and the command line use it. */
@NullMarked
package dev.sternway.database.decode;

import org.jspecify.annotations.NullMarked;
