# fingerprint CLIENT DATABASE: a line a column: table, column, rows, sum over all its values; tabs between
fingerprint() {
    sql "$1" "$2" <<'END'
set timezone = 'UTC';
select format('select concat_ws(chr(9), %L, v.name, s.rows, v.sum)'
    ' from (select count(*) as rows, array[%s]::text[] as sums from %I.%I t) s,'
    ' unnest(array[%s]::text[], s.sums) as v(name, sum)',
    n.nspname || '.' || c.relname,
    string_agg(format('sum(hashtextextended(row(%s t.%I::text)::text, 0)::numeric)', key.columns, a.attname), ', '
        order by a.attname),
    n.nspname, c.relname,
    string_agg(quote_literal(a.attname), ', ' order by a.attname))
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
cross join lateral (select coalesce(string_agg(format('t.%I,', k.attname), ' ' order by k.attname), '') as columns
    from pg_index i join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any(i.indkey)
    where i.indrelid = c.oid and i.indisprimary) key
where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('information_schema', 'sternway_salvage') and n.nspname not like 'pg\_%'
group by n.nspname, c.relname, key.columns order by 1
\gexec
END
}

# other_content OLD NEW: columns that both fingerprints have and whose values differ
other_content() {
    awk -F '\t' '
        NR == FNR { was[$1 "." $2] = $3 "\t" $4; rows[$1 "." $2] = $3; next }
        $1 "." $2 in was && was[$1 "." $2] != $3 "\t" $4 {
            print $1 "." $2 " has other content: " rows[$1 "." $2] " rows before, " $3 " now"
        }' "$1" "$2"
}
