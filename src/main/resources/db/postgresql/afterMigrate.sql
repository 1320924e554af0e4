-- Where another role owns the tables, the application may do with them what it needs, and only add to the ledger.
do $$
declare
    application text := '${application}';
begin
    if application <> current_user then
        execute format('grant usage on schema sternway to %I', application);
        execute format('grant select, insert, update, delete on all tables in schema sternway to %I', application);
        execute format('revoke update, delete, truncate, references, trigger on sternway.ledger from %I', application);
        execute format('revoke insert, update, delete on sternway.flyway_schema_history from %I', application);
    end if;
end $$;
