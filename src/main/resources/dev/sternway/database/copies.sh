# name_of_copy DATABASE WHAT SUFFIX: the name that Sternway gives to a copy
name_of_copy() {
    printf '%s\n' "$1" | cut -c "1-$((60 - ${#2} - ${#3}))" | sed "s/\$/__$2_$3/"
}

# kept_clone CLIENT MAINTENANCE DATABASE: the copy kept at arming into $clone; asks when there are several
kept_clone() {
    clone=''
    if [ -s "$folder/clone-$3" ]; then
        clone=$(cat "$folder/clone-$3")
        return 0
    fi
    sql "$1" "$2" --set=db="$3" >"$work/clones" <<'END' || return 1
select datname from pg_database where datname ~ ('__armed_.{1,8}$')
    and left(datname, length(datname) - 16) = left(:'db', 47)
    order by (pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification desc;
END
    case $(($(wc -l <"$work/clones"))) in
        0) return 1 ;;
        1) clone=$(cat "$work/clones") ;;
        *)
            say "Several copies of $3 were kept at arming; the newest first:"
            cat "$work/clones"
            ask 'Which is the one of this release? Type its name:' || return 1
            grep -F -x -q -e "$answer" "$work/clones" || {
                say "There is no copy $answer."
                return 1
            }
            clone=$answer
            ;;
    esac
    printf '%s\n' "$clone" >"$folder/clone-$3"
    say "The copy kept at arming is $clone."
}

# exists CLIENT MAINTENANCE DATABASE
exists() {
    [ "$(sql_line "$1" "$2" "select count(*) from pg_database where datname = :'db'" --set=db="$3")" = 1 ]
}

# reopen CLIENT MAINTENANCE DATABASE...: takes connections again, where it exists
reopen() {
    reopen_client=$1
    reopen_maintenance=$2
    shift 2
    for name in "$@"; do
        sql "$reopen_client" "$reopen_maintenance" --set=db="$name" <<'END'
select format('alter database %I allow_connections true', datname) from pg_database
    where datname = :'db' and not datallowconn
\gexec
END
    done
}

# swap CLIENT MAINTENANCE LIVE FRESH ASIDE: FRESH takes the place of LIVE, which is kept as ASIDE; grants and settings go
# over; nobody but superusers gets in until the thaw
swap() {
    swapped=0
    sql "$1" "$2" --set=live="$3" --set=fresh="$4" --set=aside="$5" <<'END' || swapped=$?
alter database :"live" allow_connections false;
alter database :"fresh" allow_connections false;
select set_config('sternway.live', :'live', false), set_config('sternway.fresh', :'fresh', false) \g /dev/null
do $$
begin
    for i in 1..200 loop
        perform pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()
            and datname in (current_setting('sternway.live'), current_setting('sternway.fresh'))
            and backend_type = 'client backend';
        if not found then
            return;
        end if;
        perform pg_sleep(0.025);
        perform pg_stat_clear_snapshot();
    end loop;
    raise exception 'sessions do not end';
end $$;
begin;
with fresh as (select :'fresh'::text as name), live as (select * from pg_database where datname = :'live'),
    rights as (select (aclexplode(datacl)).* from live)
select grants from (
    select 1 as n, format('alter database %I owner to %I', name, pg_get_userbyid(datdba)) as grants from fresh, live
    union all
    select 2, format('revoke all on database %I from public, %I', name, pg_get_userbyid(datdba)) from fresh, live
        where datacl is not null
    union all
    select 3, format('grant %s on database %I to %s%s', privilege_type, name,
        case when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
        case when is_grantable then ' with grant option' else '' end) from fresh, rights) all_of_them
order by n
\gexec
alter database :"fresh" connection limit 0;
delete from pg_db_role_setting where setdatabase = (select oid from pg_database where datname = :'fresh');
insert into pg_db_role_setting select fresh.oid, s.setrole, s.setconfig
    from pg_db_role_setting s join pg_database live on live.oid = s.setdatabase, pg_database fresh
    where live.datname = :'live' and fresh.datname = :'fresh';
alter database :"live" rename to :"aside";
alter database :"fresh" rename to :"live";
commit;
END
    reopen "$1" "$2" "$3" "$4" "$5"
    return "$swapped"
}
