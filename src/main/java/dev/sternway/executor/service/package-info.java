/** Services under a supervisor, on this machine or over SSH: stopped and started in an order; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.service;

import org.jspecify.annotations.NullMarked;
