/** Plan files: YAML to plan with located findings, and the JSON Schema; lint, bundle, executors and cli use it. */
@NullMarked
package dev.sternway.plan.yaml;

import org.jspecify.annotations.NullMarked;
