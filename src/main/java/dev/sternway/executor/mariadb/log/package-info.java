/** What the binary log of MariaDB gives: every write since arming, and any moment of it; used as executors by name. */
@NullMarked
package dev.sternway.executor.mariadb.log;

import org.jspecify.annotations.NullMarked;
