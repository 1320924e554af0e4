# scripts_ran CLIENT DATABASE: the marker of this step says so
scripts_ran() {
    marks=$(sql_line "$1" "$2" "select to_regclass('sternway_salvage.applied') is not null") || return 2
    [ "$marks" = t ] || return 1
    marks=$(sql "$1" "$2" --set=key="$mark" <<'END'
select 'It ran at ' || at || '.' from sternway_salvage.applied where key = :'key';
END
    ) || return 2
    [ -z "$marks" ] || {
        say "$marks"
        return 0
    }
    sql "$1" "$2" <<'END'
select 'Mind: a script of a rollback ran here at ' || at || ' (' || key || ')' from sternway_salvage.applied
    where at > now() - interval '1 day' order by at;
END
    return 1
}

# run_scripts CLIENT DATABASE MILLISECONDS: runs $work/scripts.sql in one transaction, exactly once; a try waits that long
# for a lock
run_scripts() {
    tries=1
    while :; do
        tried=0
        {
            cat <<END_OF_START
begin;
set local lock_timeout = '$3ms';
create schema if not exists sternway_salvage;
create table if not exists sternway_salvage.applied (key text primary key, at timestamptz not null default now());
insert into sternway_salvage.applied (key) values ('$mark');
set local client_min_messages = notice;
END_OF_START
            cat "$work/scripts.sql"
            printf '%s\n' 'commit;'
        } | sql "$1" "$2" --set=VERBOSITY=verbose >"$work/scripts.out" 2>&1 || tried=$?
        sed '/^LOCATION: /d' "$work/scripts.out"
        [ "$tried" -ne 0 ] || return 0
        if scripts_ran "$1" "$2"; then return 0; fi
        if [ "$tries" -ge 6 ] || ! grep -q 55P03 "$work/scripts.out"; then
            say 'The scripts failed and were rolled back; nothing was changed.'
            return 1
        fi
        say 'A lock is taken by somebody else; trying again.'
        tries=$((tries + 1))
        sleep 1
    done
}
