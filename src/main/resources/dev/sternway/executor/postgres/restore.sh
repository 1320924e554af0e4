# restore_fits CLIENT MAINTENANCE: pg_restore is not older than the server
restore_fits() {
    tool=$(pg_restore --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    server=$(sql_line "$1" "$2" "select current_setting('server_version_num')::int / 10000")
    [ "$tool" -ge "$server" ]
}

# kept_dump TARGET: folder of the dump taken at arming into $dump; asks unless there is exactly one
kept_dump() {
    if [ -s "$folder/dump-$1" ]; then
        dump=$(cat "$folder/dump-$1")
        return 0
    fi
    dump=''
    dumps=0
    for candidate in "${STERNWAY_BACKUPS:-${STERNWAY_DATA:-data}/backups}"/*/"dump-$1"; do
        if [ -f "$candidate/manifest.json" ]; then
            say "found the dump $candidate, taken $(date -r "$candidate/manifest.json")"
            dump=$candidate
            dumps=$((dumps + 1))
        fi
    done
    if [ "$dumps" -ne 1 ]; then
        say "Sternway keeps its dumps in BACKUPS/GUARD/dump-$1, where BACKUPS is what it was started with (--backups)."
        ask 'Where is the dump of this release? Type its folder:' || return 1
        dump=$answer
    fi
    if [ -f "$dump/toc.dat.age" ]; then
        say "The dump in $dump is encrypted with age. Decrypt every file into a folder of its own, without .age:"
        say "  for file in DUMP/*.age; do age --decrypt --identity KEY --output \"PLAIN/\$(basename \"\$file\" .age)\" \"\$file\"; done"
        ask 'Where is the decrypted dump? Type its folder:' || return 1
        dump=$answer
    fi
    [ -f "$dump/toc.dat" ] || {
        say "There is no dump in '$dump'."
        return 1
    }
    printf '%s\n' "$dump" >"$folder/dump-$1"
}

# suffix_of_dump: the last letters of the guard whose dump it is, or of this run
suffix_of_dump() {
    case $dump in
        */*/dump-*) printf '%s\n' "${dump%/*}" | sed 's|.*/||; s/.*\(........\)$/\1/' ;;
        *) printf '%s\n' "$run" | sed 's/.*\(........\)$/\1/' ;;
    esac
}

# drop_copy CLIENT MAINTENANCE DATABASE
drop_copy() {
    sql "$1" "$2" --set=db="$3" <<'END'
select pg_terminate_backend(pid) from pg_stat_activity where datname = :'db' \g /dev/null
drop database if exists :"db";
END
}

# empty_copy CLIENT MAINTENANCE LIKE NAME: an empty database with owner, encoding and locale of another
empty_copy() {
    sql "$1" "$2" --set=like="$3" --set=db="$4" <<'END'
select format('create database %I template template0 connection limit 0 owner %I encoding %L lc_collate %L lc_ctype %L',
    :'db', pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype)
    || case when to_jsonb(d) ->> 'datlocprovider' = 'i' then format(' locale_provider icu icu_locale %L',
        coalesce(to_jsonb(d) ->> 'daticulocale', to_jsonb(d) ->> 'datlocale')) else '' end
    from pg_database d where datname = :'like'
\gexec
END
}

# rows_of CLIENT DATABASE: every table with its number of rows
rows_of() {
    sql "$1" "$2" <<'END'
select format('select %L || count(*) from %I.%I', n.nspname || '.' || c.relname || ': ', n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('information_schema', 'sternway_salvage') and n.nspname not like 'pg\_%' order by 1
\gexec
END
}

# dump_is_in CLIENT MAINTENANCE DATABASE TARGET: the dump has been restored and swapped in
dump_is_in() {
    reopen "$1" "$2" "$3"
    [ -s "$folder/dump-$4" ] || return 1
    kept_dump "$4"
    suffix=$(suffix_of_dump)
    exists "$1" "$2" "$3" || return 1
    exists "$1" "$2" "$(name_of_copy "$3" broken "$suffix")" || return 1
}

# restore_dump CLIENT MAINTENANCE DATABASE TARGET JOBS: restores beside the database, lets a person compare, swaps names
restore_dump() {
    kept_dump "$4"
    suffix=$(suffix_of_dump)
    restored=$(name_of_copy "$3" restored "$suffix")
    broken=$(name_of_copy "$3" broken "$suffix")
    drop_copy "$1" "$2" "$restored"
    empty_copy "$1" "$2" "$3" "$restored"
    say "restoring $dump into $restored ..."
    "$1" pg_restore --no-password --exit-on-error --jobs="$5" --dbname="$restored" "$dump" </dev/null || {
        drop_copy "$1" "$2" "$restored"
        say "pg_restore failed; $3 was not touched."
        return 1
    }
    say "rows in the broken database:"
    rows_of "$1" "$3"
    say "rows in the restored one:"
    rows_of "$1" "$restored"
    confirm "Shall $restored take the place of $3?" || {
        say "$3 was not touched; $restored stays for you to look at."
        return 1
    }
    swap "$1" "$2" "$3" "$restored" "$broken"
    say "The dump is $3 now. What was $3 is kept as $broken; drop it only when its data are not needed any more."
}
