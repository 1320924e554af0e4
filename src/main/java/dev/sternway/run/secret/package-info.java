/** Where secrets come from beside the environment: a folder of files, and HashiCorp Vault. */
@NullMarked
package dev.sternway.run.secret;

import org.jspecify.annotations.NullMarked;
