package dev.sternway.demo;

import dev.sternway.demo.stage.PlanFolder;
import dev.sternway.demo.victim.VictimDatabase;
import java.io.IOException;

/** What a demo breaks and brings back: its parts, its users, its release, and the proof that all is as before. */
interface Play {
    VictimDatabase database();

    /** Fits the plan to this machine and runs version 1. */
    void open(PlanFolder plan) throws IOException, InterruptedException;

    /** Users come, and what is to come back is noted. */
    void begin() throws IOException, InterruptedException;

    /** As the team would: migration, then version 2. */
    void release(PlanFolder plan) throws IOException, InterruptedException;

    /** Once the trigger fired. */
    void suffer() throws InterruptedException;

    /** Users leave; the last answer is noted. */
    void end();

    void prove(PlanFolder plan, Promises promises) throws InterruptedException;

    /** Where to look around. */
    String address();
}
