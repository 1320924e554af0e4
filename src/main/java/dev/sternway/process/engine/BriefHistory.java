package dev.sternway.process.engine;

import org.operaton.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.operaton.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/**
 * The engine's history without every earlier value of every variable: they count loops and carry ids, and would be half of
 * what a step writes. Who did what, and with which result, is in the ledger.
 */
final class BriefHistory extends DbHistoryEventHandler {
    @Override
    protected boolean shouldWriteHistoricDetail(HistoricVariableUpdateEventEntity change) {
        return false;
    }
}
