# superuser CLIENT MAINTENANCE: nobody else may enter a frozen database
superuser() {
    [ "$(sql_line "$1" "$2" 'select rolsuper from pg_roles where rolname = current_user')" = t ]
}

# frozen CLIENT MAINTENANCE DATABASE: takes no connections, and nobody but superusers is in
frozen() {
    [ "$(sql_line "$1" "$2" "select datconnlimit = 0 and not exists (select from pg_stat_activity a
        join pg_roles r on r.oid = a.usesysid where a.datname = :'db' and a.backend_type = 'client backend'
        and not r.rolsuper) from pg_database where datname = :'db'" --set=db="$3")" = t ]
}

# settings_before CLIENT MAINTENANCE DATABASE: connection limit and the database's own read-only setting, or -
settings_before() {
    sql_line "$1" "$2" "select datconnlimit || ' ' || coalesce((select split_part(c, '=', 2)
        from pg_db_role_setting s, unnest(s.setconfig) c where s.setdatabase = d.oid and s.setrole = 0
        and c like 'default_transaction_read_only=%'), '-') from pg_database d where datname = :'db'" --set=db="$3"
}

# freeze CLIENT MAINTENANCE DATABASE FILE: notes the settings in the file and stops all writes, superusers excepted
freeze() {
    superuser "$1" "$2" || {
        say 'This log-in is no superuser and would lock itself out. Nothing was changed.'
        say 'Give a superuser in the plan, or ask the DBA to freeze the database; then skip this step.'
        return 1
    }
    if [ ! -s "$4" ]; then
        before=$(settings_before "$1" "$2" "$3")
        [ -n "$before" ] || {
            say "There is no database $3."
            return 1
        }
        case $before in
            '0 on' | '0 -')
                say "$3 takes no connections already, perhaps because Sternway froze it before it went down."
                ask 'Which connection limit had it before? Type a number; -1 means no limit:' || return 1
                case $answer in
                    '' | *[!0-9-]* | ?*-*) say "'$answer' is no number." && return 1 ;;
                esac
                before="$answer -"
                ;;
        esac
        printf '%s\n' "$before" >"$4"
    fi
    sql "$1" "$2" --set=db="$3" <<'END'
alter database :"db" connection limit 0;
alter database :"db" set default_transaction_read_only = on;
select set_config('sternway.db', :'db', false) \g /dev/null
do $$
begin
    for i in 1..200 loop
        perform pg_terminate_backend(a.pid) from pg_stat_activity a join pg_roles r on r.oid = a.usesysid
            where a.datname = current_setting('sternway.db') and a.pid <> pg_backend_pid()
            and a.backend_type = 'client backend' and not r.rolsuper;
        exit when not found;
        perform pg_sleep(0.025);
        perform pg_stat_clear_snapshot();
    end loop;
end $$;
END
    others=$(sql_line "$1" "$2" "select count(*) from pg_stat_activity a join pg_roles r on r.oid = a.usesysid
        where a.datname = :'db' and a.backend_type = 'client backend' and r.rolsuper" --set=db="$3")
    [ "$others" = 0 ] || say "Mind: $others sessions of superusers go on and can still write to $3."
}

# thaw CLIENT MAINTENANCE DATABASE FILE: puts back the settings that the file holds
thaw() {
    if [ ! -s "$4" ]; then
        [ "$(settings_before "$1" "$2" "$3")" != '0 on' ] || {
            say "$3 takes no connections, and this runbook did not freeze it. Which limit it had is not known here."
            return 1
        }
        say 'It was not frozen by this runbook: nothing to put back.'
        return 0
    fi
    read -r limit read_only <"$4"
    sql "$1" "$2" --set=db="$3" --set=limit="$limit" --set=read_only="$read_only" <<'END'
select :'read_only' = '-' as reset \gset
\if :reset
alter database :"db" reset default_transaction_read_only;
\else
alter database :"db" set default_transaction_read_only = :'read_only';
\endif
alter database :"db" connection limit :limit;
END
}

# thawed CLIENT MAINTENANCE DATABASE FILE: the settings that the file holds are in force
thawed() {
    [ ! -s "$4" ] || [ "$(settings_before "$1" "$2" "$3")" = "$(cat "$4")" ]
}
