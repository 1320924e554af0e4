/** Problems, secrets and digests; every package may use it. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package dev.sternway.base;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
