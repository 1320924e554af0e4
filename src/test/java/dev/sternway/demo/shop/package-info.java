/** A shop that the demo breaks: two services behind nginx, a worker, a front end, flags in a file. Only the demo uses it. */
@NullMarked
package dev.sternway.demo.shop;

import org.jspecify.annotations.NullMarked;
