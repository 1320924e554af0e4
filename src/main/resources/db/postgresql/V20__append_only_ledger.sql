create function ledger_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'The ledger is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger ledger_append_only before update or delete or truncate on ledger
    for each statement execute function ledger_append_only();
