package dev.sternway.cli.migrations;

import dev.sternway.planner.Proof;
import dev.sternway.planner.folder.Layout;
import dev.sternway.planner.walk.Tally;

/** How a check is told, line by line while it runs. */
interface Lines {
    void start(Layout layout, int migrations, String scratch);

    void line(Proof proof);

    void end(Tally tally);
}
