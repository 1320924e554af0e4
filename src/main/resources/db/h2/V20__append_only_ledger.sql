create trigger ledger_append_only before update, delete on ledger for each row
    call 'dev.sternway.store.trail.AppendOnly';
