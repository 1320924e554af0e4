# unsound CLIENT DATABASE: what is wrong by itself: rows without their parent, invalid indexes
unsound() {
    sql "$1" "$2" <<'END'
select format('select count(*) || %L from %s c where %s and not exists (select from %s p where %s) having count(*) > 0',
    ' rows of ' || k.conrelid::regclass || ' have no parent in ' || k.confrelid::regclass || ' (' || k.conname || ')',
    k.conrelid::regclass, pair.present, k.confrelid::regclass, pair.equal)
from pg_constraint k
cross join lateral (select string_agg(format('c.%I is not null', child.attname), ' and ') as present,
        string_agg(format('p.%I = c.%I', parent.attname, child.attname), ' and ') as equal
    from unnest(k.conkey, k.confkey) as o(child, parent)
    join pg_attribute child on child.attrelid = k.conrelid and child.attnum = o.child
    join pg_attribute parent on parent.attrelid = k.confrelid and parent.attnum = o.parent) pair
where k.contype = 'f' and k.convalidated
\gexec
select 'index ' || indexrelid::regclass || ' is invalid' from pg_index where not indisvalid;
END
}

# compared CLIENT MAINTENANCE DATABASE FINGERPRINTS: prints every difference of the schema from that at arming and of the
# content from the fingerprints, and fails when there is one; fingerprints named …-armed are read from the copy kept then
compared() {
    : >"$work/wrong"
    if kept_clone "$1" "$2" "$3" && exists "$1" "$2" "$clone"; then
        schema_facts "$1" "$clone" >"$work/facts"
        LC_ALL=C sort "$work/facts" >"$work/schema-armed"
        schema_facts "$1" "$3" >"$work/facts"
        LC_ALL=C sort "$work/facts" >"$work/schema-now"
        LC_ALL=C comm -23 "$work/schema-armed" "$work/schema-now" | sed 's/^/gone: /' >>"$work/wrong"
        LC_ALL=C comm -13 "$work/schema-armed" "$work/schema-now" | sed 's/^/new: /' >>"$work/wrong"
        say "The schema was compared with $clone, the copy kept at arming."
        case $4 in *-armed) fingerprint "$1" "$clone" >"$4" ;; esac
    elif [ -n "$clone" ]; then
        say "$clone, the copy kept at arming, is the database now: schema and content are those at arming."
    else
        confirm 'There is no copy kept at arming to compare the schema with. Is it as it was before the release?' || return 1
    fi
    if [ -s "$4" ]; then
        fingerprint "$1" "$3" >"$work/content-now"
        other_content "$4" "$work/content-now" >>"$work/wrong"
        say "The content was compared with $4."
    elif [ -z "$clone" ] || exists "$1" "$2" "$clone"; then
        confirm 'There are no fingerprints to compare the content with. Is it as it should be?' || return 1
    fi
    unsound "$1" "$3" >>"$work/wrong"
    if [ -s "$work/wrong" ]; then
        say 'The database is not as it should be:'
        cat "$work/wrong"
        return 1
    fi
    say 'No difference; no orphaned rows, no invalid index.'
}
