# sequences_to_move CLIENT DATABASE FILE: a statement for every sequence that lags behind its column or behind what the
# file says it had handed out before
sequences_to_move() {
    {
        printf '%s\n' 'create temp table handed_out (sequence text, last bigint);'
        if [ -s "$3" ]; then
            printf '%s\n' 'copy handed_out from stdin;'
            cat "$3"
            printf '%s\n' '\.'
        fi
        cat <<'END'
select format('select format(''select setval(%%L::regclass, %%s, true)'', %1$L, w.last)'
    ' from (select %2$s((select %3$s(t.%4$I)::bigint from %5$s t), %6$s) as last) w, %1$s s'
    ' where w.last is not null and case when s.is_called then s.last_value %7$s w.last else s.last_value %7$s= w.last end',
    s.oid::regclass, case when q.seqincrement < 0 then 'least' else 'greatest' end,
    case when q.seqincrement < 0 then 'min' else 'max' end, a.attname, t.oid::regclass,
    coalesce(h.last::text, 'null::bigint'), case when q.seqincrement < 0 then '>' else '<' end)
from pg_depend d
join pg_class s on s.oid = d.objid and s.relkind = 'S'
join pg_namespace n on n.oid = s.relnamespace
join pg_sequence q on q.seqrelid = s.oid
join pg_class t on t.oid = d.refobjid
join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
left join handed_out h on h.sequence = format('%I.%I', n.nspname, s.relname)
where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
    and a.atttypid in (20, 21, 23)
\gexec
END
    } | sql "$1" "$2"
}

# move_sequences CLIENT DATABASE FILE
move_sequences() {
    sequences_to_move "$1" "$2" "$3" >"$work/setval"
    sed 's/$/;/' "$work/setval" | sql "$1" "$2" >/dev/null
    say "$(($(wc -l <"$work/setval"))) sequences were moved"
}

# sequences_fit CLIENT DATABASE FILE: the next value of every sequence is free
sequences_fit() {
    [ -z "$(sequences_to_move "$1" "$2" "$3")" ]
}
