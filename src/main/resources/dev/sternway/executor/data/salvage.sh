# note_sequences CLIENT DATABASE FILE: what every sequence has handed out, so that a restore hands nothing out twice
note_sequences() {
    sql "$1" "$2" >"$3" <<'END'
select format('%I.%I', schemaname, sequencename) || chr(9) || last_value from pg_sequences where last_value is not null;
END
}

# set_values_aside CLIENT DATABASE TABLE COLUMNS NAME: the columns' values with their keys, into the table NAME of the schema
# sternway_salvage and into a file; COLUMNS is an array as PostgreSQL writes it
set_values_aside() {
    sql "$1" "$2" --set=table="$3" --set=columns="$4" --set=name="$5" >"$work/counts" <<'END'
select coalesce(string_agg(format('%I', attname), ', '), '') as kept,
    coalesce(string_agg(format('%I is not null', attname), ' or '), 'false') as present,
    count(*) > 0 as there
    from pg_attribute where attrelid = to_regclass(:'table') and attnum > 0 and not attisdropped
    and attname = any(:'columns'::text[]) \gset
select coalesce(string_agg(format('%I, ', a.attname), '' order by a.attnum), '') as key
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = to_regclass(:'table') and i.indisprimary and not a.attname = any(:'columns'::text[]) \gset
\if :there
begin;
create schema if not exists sternway_salvage;
drop table if exists sternway_salvage.:"name";
create table sternway_salvage.:"name" as select :key :kept from :table where :present;
commit;
select 'kept ' || (select count(*) from sternway_salvage.:"name") || ' of ' || (select count(*) from :table where :present);
\else
select 'gone';
\endif
END
    counts=$(cat "$work/counts")
    case $counts in
        gone)
            say "$3: nothing to set aside, the columns are not there"
            return 0
            ;;
        kept*) ;;
        *) return 1 ;;
    esac
    mkdir -p "$folder/salvage"
    sql "$1" "$2" --command="copy sternway_salvage.\"$5\" to stdout with (format csv, header)" \
        </dev/null >"$folder/salvage/$5.csv"
    [ "${counts#kept }" = "${counts##* } of ${counts##* }" ] || {
        say "$3: only ${counts#kept } rows were set aside; somebody still writes"
        return 1
    }
    say "$3: ${counts##* } rows with values set aside, in sternway_salvage.$5 and $folder/salvage/$5.csv"
}

# columns_of CLIENT DATABASE TABLE: quoted, one a line, sorted
columns_of() {
    sql "$1" "$2" --set=table="$3" >"$work/unsorted" <<'END'
select quote_ident(attname) from pg_attribute
    where attrelid = to_regclass(:'table') and attnum > 0 and not attisdropped;
END
    LC_ALL=C sort "$work/unsorted"
}

# rows_as_json CLIENT DATABASE QUERY: one row a line, sorted
rows_as_json() {
    sql "$1" "$2" >"$work/unsorted" <<END_OF_QUERY
set timezone = 'UTC';
select to_jsonb(r) from ($3) r;
END_OF_QUERY
    LC_ALL=C sort "$work/unsorted"
}

# set_rows_aside CLIENT DATABASE CLONE TABLE NAME [QUERY]: rows that CLONE does not have as they are now, and those that
# only CLONE has, as they were; without CLONE all rows. QUERY reads the table in its old shape.
set_rows_aside() {
    mkdir -p "$folder/salvage"
    if [ -n "$3" ]; then
        columns_of "$1" "$3" "$4" >"$work/columns-kept"
        if [ -n "${6-}" ]; then
            cp "$work/columns-kept" "$work/columns"
        else
            columns_of "$1" "$2" "$4" >"$work/columns-now"
            LC_ALL=C comm -12 "$work/columns-kept" "$work/columns-now" >"$work/columns"
        fi
        columns=$(paste -s -d , "$work/columns")
        [ -n "$columns" ] || {
            say "$4: nothing to set aside, it is not there"
            return 0
        }
        rows_as_json "$1" "$3" "select $columns from $4" >"$work/before"
        rows_as_json "$1" "$2" "select $columns from (${6:-select * from $4}) old_shape" >"$work/after"
        LC_ALL=C comm -13 "$work/before" "$work/after" >"$folder/salvage/$5-written.jsonl"
        LC_ALL=C comm -23 "$work/before" "$work/after" >"$folder/salvage/$5-replaced.jsonl"
        say "$4: $(($(wc -l <"$folder/salvage/$5-written.jsonl"))) rows written since arming," \
            "$(($(wc -l <"$folder/salvage/$5-replaced.jsonl"))) rows changed or deleted since, as they were;" \
            "in $folder/salvage/$5-written.jsonl and $5-replaced.jsonl"
    else
        rows_as_json "$1" "$2" "${6:-select * from $4}" >"$folder/salvage/$5-written.jsonl"
        say "$4: all $(($(wc -l <"$folder/salvage/$5-written.jsonl"))) rows, in $folder/salvage/$5-written.jsonl"
    fi
}

# set_other_rows_aside CLIENT DATABASE CLONE DONE...: the same for every other table whose content differs from CLONE's
set_other_rows_aside() {
    other_client=$1
    other_database=$2
    other_clone=$3
    shift 3
    fingerprint "$other_client" "$other_clone" >"$work/content-kept"
    fingerprint "$other_client" "$other_database" >"$work/content-now"
    awk -F '\t' 'NR == FNR { was[$1 "\t" $2] = $3 "\t" $4; next }
        ($1 "\t" $2) in was && was[$1 "\t" $2] != $3 "\t" $4 { print $1 }' "$work/content-kept" "$work/content-now" |
        LC_ALL=C sort -u >"$work/tables"
    while IFS= read -r table; do
        case " $* " in
            *" $table "*) ;;
            *)
                set_rows_aside "$other_client" "$other_database" "$other_clone" \
                    "$(sql_line "$other_client" "$other_database" \
                        "select format('%I.%I', split_part(:'table', '.', 1), substr(:'table', strpos(:'table', '.') + 1))" \
                        --set=table="$table")" "$(printf '%s' "$table" | tr -c 'A-Za-z0-9_' _)"
                ;;
        esac
    done <"$work/tables"
}
