/** The plan's decision matrix as a DMN table, deployed with the plan; guard and decide use it. */
@NullMarked
package dev.sternway.process.matrix;

import org.jspecify.annotations.NullMarked;
