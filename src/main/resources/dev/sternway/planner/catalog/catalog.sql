-- One row per object: class, oid, sub, kind, schema, name, parent class/oid/sub, facts. Run with an empty search_path.
with ns as materialized (
    select oid, nspname, quote_ident(nspname) as q from pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'
),
member as materialized (select classid, objid from pg_depend where deptype = 'e'),
rel as materialized (
    select c.*, ns.q, c.relowner::regrole::text as owner
    from pg_class c join ns on ns.oid = c.relnamespace
    where c.oid >= 16384 and c.oid not in (select m.objid from member m where m.classid = 'pg_class'::regclass)
),
note as materialized (select classoid, objoid, objsubid, description from pg_description where objoid >= 16384 or objoid = 2200)
select 'pg_namespace', n.oid, 0, 'schema', null, ns.q, null, null::oid, 0,
    jsonb_build_object('owner', pg_get_userbyid(n.nspowner)::regrole::text, 'acl', (select string_agg(case a.grantee when 0 then 'PUBLIC' else a.grantee::regrole::text end
        || ' ' || a.privilege_type || case when a.is_grantable then ' *' else '' end || coalesce(case when a.grantor <> n.nspowner then ' BY ' || a.grantor::regrole end, ''), E'\n' order by nullif(a.grantee, 0)::regrole::text nulls first, a.privilege_type)
        from aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a),
        'comment', obj_description(n.oid, 'pg_namespace'))
from pg_namespace n join ns on ns.oid = n.oid
    where n.oid not in (select m.objid from member m where m.classid = 'pg_namespace'::regclass)
union all
select 'pg_extension', e.oid, 0, 'extension', null, quote_ident(e.extname), null, null, 0,
    jsonb_build_object('version', e.extversion, 'schema', e.extnamespace::regnamespace::text, 'comment', obj_description(e.oid, 'pg_extension'))
from pg_extension e
union all
select 'pg_class', c.oid, 0,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' when 'c' then 'composite type'
        when 'S' then 'sequence' else 'table' end,
    c.q, quote_ident(c.relname),
    case when c.relispartition then 'pg_class' end, case when c.relispartition then (select inhparent from pg_inherits where inhrelid = c.oid) end, 0,
    jsonb_build_object('owner', c.owner,
        'acl', case when c.relkind <> 'c' then (select string_agg(case a.grantee when 0 then 'PUBLIC' else a.grantee::regrole::text end || ' ' || a.privilege_type
            || case when a.is_grantable then ' *' else '' end || coalesce(case when a.grantor <> c.relowner then ' BY ' || a.grantor::regrole end, ''), E'\n' order by nullif(a.grantee, 0)::regrole::text nulls first, a.privilege_type)
            from aclexplode(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner))) a) else (select string_agg(case a.grantee when 0 then 'PUBLIC' else a.grantee::regrole::text end || ' ' || a.privilege_type
            || case when a.is_grantable then ' *' else '' end || coalesce(case when a.grantor <> y.typowner then ' BY ' || a.grantor::regrole end, ''), E'\n' order by nullif(a.grantee, 0)::regrole::text nulls first, a.privilege_type)
            from pg_type y, aclexplode(coalesce(y.typacl, acldefault('T', y.typowner))) a
            where y.oid = c.reltype) end,
        'comment', case when c.relkind = 'c' then obj_description(c.reltype, 'pg_type') else (select description from note
            where classoid = 'pg_class'::regclass and objoid = c.oid and objsubid = 0) end,
        'persistence', c.relpersistence, 'options', (select string_agg(o, E'\n' order by o) from unnest(c.reloptions) o))
    || case when c.relkind in ('r', 'p') then jsonb_build_object(
        'replica identity', c.relreplident::text || coalesce(' ' || (select quote_ident(x.relname) from pg_index i join pg_class x on x.oid = i.indexrelid
            where i.indrelid = c.oid and i.indisreplident), ''),
        'row security', c.relrowsecurity, 'force row security', c.relforcerowsecurity,
        'tablespace', (select quote_ident(spcname) from pg_tablespace where oid = c.reltablespace),
        'access method', (select quote_ident(amname) from pg_am where oid = c.relam),
        'partition key', case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end,
        'bound', pg_get_expr(c.relpartbound, c.oid),
        'parents', (select string_agg(inhparent::regclass::text, E'\n' order by inhseqno) from pg_inherits where inhrelid = c.oid),
        'inherited constraints', (select string_agg(quote_ident(k.conname), E'\n' order by k.conname) from pg_constraint k where k.conrelid = c.oid and k.conparentid <> 0),
        'of type', case when c.reloftype <> 0 then c.reloftype::regtype::text end,
        'toast options', (select string_agg('toast.' || o, E'\n' order by o) from pg_class t, unnest(t.reloptions) o where t.oid = c.reltoastrelid)) else '{}' end
    || case when c.relkind in ('v', 'm') then jsonb_build_object('definition', rtrim(pg_get_viewdef(c.oid), ';'),
        'populated', case when c.relkind = 'm' then c.relispopulated end,
        'access method', case when c.relkind = 'm' then (select quote_ident(amname) from pg_am where oid = c.relam) end) else '{}' end
    || case when c.relkind = 'f' then (select jsonb_build_object('server', (select quote_ident(srvname) from pg_foreign_server where oid = f.ftserver),
        'foreign options', (select string_agg(o, E'\n' order by o) from unnest(f.ftoptions) o)) from pg_foreign_table f where f.ftrelid = c.oid) else '{}' end
    || case when c.relkind = 'S' then (select jsonb_build_object('type', s.seqtypid::regtype::text, 'start', s.seqstart::text, 'increment', s.seqincrement::text,
        'min', s.seqmin::text, 'max', s.seqmax::text, 'cache', s.seqcache::text, 'cycle', s.seqcycle,
        'owned by', (select d.refobjid::regclass::text || '.' || quote_ident(a.attname) from pg_depend d join pg_attribute a on a.attrelid = d.refobjid
            and a.attnum = d.refobjsubid where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'a'
            and d.refclassid = 'pg_class'::regclass)) from pg_sequence s where s.seqrelid = c.oid) else '{}' end
from rel c
where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c')
    and not (c.relkind = 'S' and exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i'))
union all
select 'pg_class', a.attrelid, a.attnum,
    case c.relkind when 'c' then 'attribute' when 'v' then 'view column' when 'm' then 'view column' else 'column' end,
    null, quote_ident(a.attname), 'pg_class', a.attrelid, 0,
    jsonb_build_object('acl', (select string_agg(case x.grantee when 0 then 'PUBLIC' else x.grantee::regrole::text end || ' ' || x.privilege_type
            || case when x.is_grantable then ' *' else '' end || coalesce(case when x.grantor <> c.relowner then ' BY ' || x.grantor::regrole end, ''), E'\n' order by nullif(x.grantee, 0)::regrole::text nulls first, x.privilege_type)
            from aclexplode(a.attacl) x),
        'comment', (select description from note where classoid = 'pg_class'::regclass and objoid = a.attrelid and objsubid = a.attnum),
        'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
        'statistics', case when a.attstattarget > -1 then a.attstattarget::text end,
        'column options', (select string_agg(o, E'\n' order by o) from unnest(a.attoptions) o))
    || case when c.relkind = 'm' then jsonb_build_object('type storage', case t.typstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end,
        'storage', case when a.attstorage <> t.typstorage then case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end end,
        'compression', case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end) else '{}' end
    || case when c.relkind in ('v', 'm') then '{}' else jsonb_build_object('type', format_type(a.atttypid, a.atttypmod),
        'collation', case when a.attcollation <> t.typcollation then quote_ident(ln.nspname) || '.' || quote_ident(l.collname) end,
        'inherited', case when a.attinhcount > 0 then a.attinhcount::text || case when a.attislocal then ' local' else '' end end) end
    || case when c.relkind in ('r', 'p', 'f') then jsonb_build_object('not null', case when a.attnotnull then true end,
        'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end,
        'foreign options', (select string_agg(o, E'\n' order by o) from unnest(a.attfdwoptions) o),
        'identity', case a.attidentity when 'a' then 'ALWAYS' when 'd' then 'BY DEFAULT' end,
        'identity sequence', case when a.attidentity <> '' then (select format('SEQUENCE NAME %s START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s %s',
            q.seqrelid::regclass, q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, case when q.seqcycle then 'CYCLE' else 'NO CYCLE' end)
            from pg_depend p join pg_sequence q on q.seqrelid = p.objid where p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass
            and p.refobjid = a.attrelid and p.refobjsubid = a.attnum and p.deptype = 'i' limit 1) end,
        'identity comment', case when a.attidentity <> '' then (select obj_description(p.objid, 'pg_class') from pg_depend p where p.classid = 'pg_class'::regclass
            and p.refclassid = 'pg_class'::regclass and p.refobjid = a.attrelid and p.refobjsubid = a.attnum and p.deptype = 'i' limit 1) end,
        'identity acl', case when a.attidentity <> '' then (select z.relacl::text from pg_depend p join pg_class z on z.oid = p.objid where p.classid = 'pg_class'::regclass
            and p.refclassid = 'pg_class'::regclass and p.refobjid = a.attrelid and p.refobjsubid = a.attnum and p.deptype = 'i' limit 1) end,
        'storage', case when a.attstorage <> t.typstorage then case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end end,
        'type storage', case t.typstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end,
        'compression', case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end,
        'own type', case when exists (select 1 from pg_type e where e.oid = case when t.typelem <> 0 then t.typelem else t.oid end
            and e.typnamespace <> 'pg_catalog'::regnamespace) then true end,
        'comparable', case when t.typname in ('bool', 'int2', 'int4', 'int8', 'text', 'varchar', 'uuid', 'date', 'timestamp', 'timestamptz', 'time', 'bytea', 'oid')
            and t.typnamespace = 'pg_catalog'::regnamespace then true end) else '{}' end
from rel c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_collation l on l.oid = a.attcollation left join pg_namespace ln on ln.oid = l.collnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
union all
select 'pg_constraint', k.oid, 0, case when k.contypid <> 0 then 'domain constraint' when k.contype = 'f' then 'foreign key' else 'constraint' end,
    null, quote_ident(k.conname), case when k.contypid <> 0 then 'pg_type' else 'pg_class' end, case when k.contypid <> 0 then k.contypid else k.conrelid end, 0,
    jsonb_build_object('definition', regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', ''), 'validated', k.convalidated,
        'comment', (select description from note where classoid = 'pg_constraint'::regclass and objoid = k.oid),
        'index options', (select string_agg(o, E'\n' order by o) from pg_class x, unnest(x.reloptions) o where x.oid = k.conindid and k.contype in ('p', 'u', 'x')),
        'index comment', (select description from note where classoid = 'pg_class'::regclass and objoid = k.conindid and objsubid = 0 and k.contype in ('p', 'u', 'x')),
        'not enforced', (select true from pg_trigger g where g.tgconstraint = k.oid and g.tgisinternal and g.tgenabled <> 'O' limit 1),
        'clustered', (select case when i.indisclustered then true end from pg_index i where i.indexrelid = k.conindid and k.contype in ('p', 'u', 'x')),
        'inherited', case when k.coninhcount > 0 and k.conparentid = 0 then k.coninhcount::text || case when k.conislocal then ' local' else '' end end,
        'index tablespace', (select quote_ident(s.spcname) from pg_class x join pg_tablespace s on s.oid = x.reltablespace
            where x.oid = k.conindid and k.contype in ('p', 'u', 'x')),
        'primary', case when k.contype = 'p' then true end)
from pg_constraint k left join rel c on c.oid = k.conrelid left join pg_type t on t.oid = k.contypid
where k.oid >= 16384 and (c.oid is not null or t.typnamespace in (select oid from ns)
    and t.oid not in (select m.objid from member m where m.classid = 'pg_type'::regclass)) and k.contype not in ('t', 'n') and k.conparentid = 0
union all
select 'pg_class', c.oid, 0, 'index', c.q, quote_ident(c.relname), 'pg_class', i.indrelid, 0,
    jsonb_build_object('definition', pg_get_indexdef(c.oid), 'valid', i.indisvalid,
        'clustered', case when i.indisclustered then true end, 'unique', case when i.indisunique then true end,
        'attached to', (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid), 'partitioned', case when c.relkind = 'I' then true end,
        'tablespace', (select quote_ident(spcname) from pg_tablespace where oid = c.reltablespace),
        'statistics', (select string_agg(a.attnum || ' ' || a.attstattarget, E'\n' order by a.attnum) from pg_attribute a
            where a.attrelid = c.oid and a.attstattarget > -1),
        'comment', (select description from note where classoid = 'pg_class'::regclass and objoid = c.oid and objsubid = 0))
from rel c join pg_index i on i.indexrelid = c.oid
where c.relkind in ('i', 'I')
    and not exists (select 1 from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))
union all
select 'pg_proc', p.oid, 0, case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, ns.q,
    quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')', null, null, 0,
    jsonb_build_object('definition', case when p.prokind <> 'a' then pg_get_functiondef(p.oid) else (select format(
            'SFUNC = %s, STYPE = %s', g.aggtransfn, format_type(g.aggtranstype, null)) || case when g.aggfinalfn <> 0 then ', FINALFUNC = ' || g.aggfinalfn else '' end
            || coalesce(', INITCOND = ' || quote_literal(g.agginitval), '') from pg_aggregate g where g.aggfnoid = p.oid) end,
        'simple name', quote_ident(p.proname), 'arguments', pg_get_function_arguments(p.oid), 'result', pg_get_function_result(p.oid),
        'owner', quote_ident(pg_get_userbyid(p.proowner)),
        'acl', (select string_agg(case a.grantee when 0 then 'PUBLIC' else a.grantee::regrole::text end || ' ' || a.privilege_type
            || case when a.is_grantable then ' *' else '' end || coalesce(case when a.grantor <> p.proowner then ' BY ' || a.grantor::regrole end, ''), E'\n' order by nullif(a.grantee, 0)::regrole::text nulls first, a.privilege_type)
            from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a),
        'comment', obj_description(p.oid, 'pg_proc'))
from pg_proc p join ns on ns.oid = p.pronamespace
where p.oid >= 16384 and p.oid not in (select m.objid from member m where m.classid = 'pg_proc'::regclass)
    and p.oid not in (select d.objid from pg_depend d where d.classid = 'pg_proc'::regclass and d.deptype = 'i')
union all
select 'pg_trigger', t.oid, 0, 'trigger', null, quote_ident(t.tgname), 'pg_class', t.tgrelid, 0,
    jsonb_build_object('definition', case when t.tgparentid = 0 then pg_get_triggerdef(t.oid) end, 'clone', case when t.tgparentid <> 0 then true end,
        'enabled', t.tgenabled::text, 'comment', obj_description(t.oid, 'pg_trigger'))
from pg_trigger t join rel c on c.oid = t.tgrelid where not t.tgisinternal
union all
select 'pg_rewrite', r.oid, 0, 'rule', null, quote_ident(r.rulename), 'pg_class', r.ev_class, 0,
    jsonb_build_object('definition', rtrim(pg_get_ruledef(r.oid), ';'), 'enabled', r.ev_enabled::text, 'comment', obj_description(r.oid, 'pg_rewrite'))
from pg_rewrite r join rel c on c.oid = r.ev_class where r.rulename <> '_RETURN'
union all
select 'pg_policy', p.oid, 0, 'policy', null, quote_ident(p.polname), 'pg_class', p.polrelid, 0,
    jsonb_build_object('definition', case when p.polpermissive then 'AS PERMISSIVE' else 'AS RESTRICTIVE' end || ' FOR '
        || case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end || ' TO '
        || (select string_agg(case when x = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(x)) end, ', ' order by x) from unnest(p.polroles) x)
        || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '') || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''),
        'comment', obj_description(p.oid, 'pg_policy'))
from pg_policy p join rel c on c.oid = p.polrelid
union all
select 'pg_type', t.oid, 0, case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range type' else 'base type' end, ns.q,
    quote_ident(t.typname), null, null, 0,
    jsonb_build_object('owner', quote_ident(pg_get_userbyid(t.typowner)),
        'acl', (select string_agg(case a.grantee when 0 then 'PUBLIC' else a.grantee::regrole::text end || ' ' || a.privilege_type
            || case when a.is_grantable then ' *' else '' end || coalesce(case when a.grantor <> t.typowner then ' BY ' || a.grantor::regrole end, ''), E'\n' order by nullif(a.grantee, 0)::regrole::text nulls first, a.privilege_type)
            from aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) a),
        'comment', obj_description(t.oid, 'pg_type'))
    || case t.typtype when 'e' then jsonb_build_object('labels', (select string_agg(e.oid || ' ' || quote_literal(e.enumlabel), E'\n' order by e.enumsortorder)
            from pg_enum e where e.enumtypid = t.oid))
        when 'd' then jsonb_build_object('type', format_type(t.typbasetype, t.typtypmod), 'default', t.typdefault,
            'not null', case when t.typnotnull then true end, 'collation', case when t.typcollation <> b.typcollation then t.typcollation::regcollation::text end)
        when 'r' then (select jsonb_build_object('definition', 'SUBTYPE = ' || format_type(g.rngsubtype, null)
            || case when g.rngcollation <> 0 then ', COLLATION = ' || g.rngcollation::regcollation else '' end
            || coalesce((select ', SUBTYPE_OPCLASS = ' || quote_ident(n.nspname) || '.' || quote_ident(o.opcname) from pg_opclass o
                join pg_namespace n on n.oid = o.opcnamespace where o.oid = g.rngsubopc and not o.opcdefault), '')
            || case when g.rngsubdiff <> 0 then ', SUBTYPE_DIFF = ' || g.rngsubdiff else '' end
            || ', MULTIRANGE_TYPE_NAME = ' || format_type(g.rngmultitypid, null)) from pg_range g where g.rngtypid = t.oid)
        else '{}' end
from pg_type t join ns on ns.oid = t.typnamespace left join pg_type b on b.oid = t.typbasetype
where t.oid >= 16384 and (t.typtype in ('e', 'd', 'r', 'b') or not t.typisdefined) and not (t.typtype = 'b' and t.typelem <> 0 and t.typlen = -1 and t.typcategory = 'A')
    and t.oid not in (select m.objid from member m where m.classid = 'pg_type'::regclass)
union all
select 'pg_statistic_ext', s.oid, 0, 'statistics', ns.q, quote_ident(s.stxname), 'pg_class', s.stxrelid, 0,
    jsonb_build_object('definition', pg_get_statisticsobjdef(s.oid), 'target', case when s.stxstattarget > -1 then s.stxstattarget::text end,
        'owner', quote_ident(pg_get_userbyid(s.stxowner)), 'comment', obj_description(s.oid, 'pg_statistic_ext'))
from pg_statistic_ext s join ns on ns.oid = s.stxnamespace
union all
select 'pg_publication', p.oid, 0, 'publication', null, quote_ident(p.pubname), null, null, 0,
    jsonb_build_object('all tables', p.puballtables, 'owner', quote_ident(pg_get_userbyid(p.pubowner)), 'comment', obj_description(p.oid, 'pg_publication'),
        'via root', p.pubviaroot, 'publish', concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
        case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end),
        'tables', (select string_agg(r.prrelid::regclass || coalesce(' (' || (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
            where a.attrelid = r.prrelid and a.attnum = any(r.prattrs::int2[])) || ')', '') || coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', ''),
            E'\n' order by r.prrelid::regclass::text) from pg_publication_rel r where r.prpubid = p.oid),
        'schemas', (select string_agg(s.pnnspid::regnamespace::text, E'\n' order by s.pnnspid::regnamespace::text) from pg_publication_namespace s where s.pnpubid = p.oid))
from pg_publication p
union all
select 'pg_event_trigger', e.oid, 0, 'event trigger', null, quote_ident(e.evtname), null, null, 0,
    jsonb_build_object('definition', 'ON ' || e.evtevent || coalesce(' WHEN TAG IN (' || (select string_agg(quote_literal(g), ', ') from unnest(e.evttags) g) || ')', '')
        || ' EXECUTE FUNCTION ' || e.evtfoid::regproc || '()', 'enabled', e.evtenabled::text, 'owner', quote_ident(pg_get_userbyid(e.evtowner)),
        'comment', obj_description(e.oid, 'pg_event_trigger'))
from pg_event_trigger e
union all
select 'pg_foreign_data_wrapper', w.oid, 0, 'foreign data wrapper', null, quote_ident(w.fdwname), null, null, 0,
    jsonb_build_object('definition', concat_ws(' ', case when w.fdwhandler <> 0 then 'HANDLER ' || w.fdwhandler::regproc end,
        case when w.fdwvalidator <> 0 then 'VALIDATOR ' || w.fdwvalidator::regproc end), 'options', (select string_agg(o, E'\n' order by o) from unnest(w.fdwoptions) o),
        'owner', quote_ident(pg_get_userbyid(w.fdwowner)), 'comment', obj_description(w.oid, 'pg_foreign_data_wrapper'), 'acl', w.fdwacl::text)
from pg_foreign_data_wrapper w where w.oid not in (select m.objid from member m where m.classid = 'pg_foreign_data_wrapper'::regclass)
union all
select 'pg_foreign_server', s.oid, 0, 'server', null, quote_ident(s.srvname), null, null, 0,
    jsonb_build_object('wrapper', (select quote_ident(fdwname) from pg_foreign_data_wrapper where oid = s.srvfdw), 'type', s.srvtype, 'version', s.srvversion,
        'options', (select string_agg(o, E'\n' order by o) from unnest(s.srvoptions) o), 'owner', quote_ident(pg_get_userbyid(s.srvowner)),
        'comment', obj_description(s.oid, 'pg_foreign_server'), 'acl', s.srvacl::text)
from pg_foreign_server s
union all
select 'pg_user_mapping', u.oid, 0, 'user mapping', null, case when u.umuser = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(u.umuser)) end,
    'pg_foreign_server', u.umserver, 0, jsonb_build_object('options', md5(u.umoptions::text))
from pg_user_mapping u
union all
select 'pg_cast', c.oid, 0, 'cast', null, '(' || format_type(c.castsource, null) || ' AS ' || format_type(c.casttarget, null) || ')', null, null, 0,
    jsonb_build_object('definition', case c.castmethod when 'f' then 'WITH FUNCTION ' || c.castfunc::regprocedure when 'i' then 'WITH INOUT' else 'WITHOUT FUNCTION' end
        || case c.castcontext when 'i' then ' AS IMPLICIT' when 'a' then ' AS ASSIGNMENT' else '' end, 'comment', obj_description(c.oid, 'pg_cast'))
from pg_cast c where c.oid >= 16384
    and c.oid not in (select d.objid from pg_depend d where d.classid = 'pg_cast'::regclass and d.deptype = 'i')
    and c.oid not in (select m.objid from member m where m.classid = 'pg_cast'::regclass)
union all
select 'pg_collation', l.oid, 0, 'collation', ns.q, quote_ident(l.collname), null, null, 0,
    jsonb_build_object('definition', concat_ws(', ', 'PROVIDER = ' || case l.collprovider when 'i' then 'icu' else 'libc' end,
        'LC_COLLATE = ' || quote_literal(l.collcollate), 'LC_CTYPE = ' || quote_literal(l.collctype),
        'DETERMINISTIC = ' || l.collisdeterministic), 'owner', quote_ident(pg_get_userbyid(l.collowner)), 'comment', obj_description(l.oid, 'pg_collation'))
from pg_collation l join ns on ns.oid = l.collnamespace
where l.oid >= 16384 and l.oid not in (select m.objid from member m where m.classid = 'pg_collation'::regclass)
union all
select 'pg_ts_config', t.oid, 0, 'text search configuration', ns.q, quote_ident(t.cfgname), null, null, 0,
    jsonb_build_object('parser', t.cfgparser::regclass::text || ' ' || (select quote_ident(n.nspname) || '.' || quote_ident(p.prsname) from pg_ts_parser p
        join pg_namespace n on n.oid = p.prsnamespace where p.oid = t.cfgparser), 'mappings', (select string_agg(k.alias || ' ' || m.dicts, E'\n' order by k.alias)
        from (select maptokentype, string_agg(mapdict::regdictionary::text, ', ' order by mapseqno) as dicts from pg_ts_config_map
            where mapcfg = t.oid group by maptokentype) m join ts_token_type(t.cfgparser) k on k.tokid = m.maptokentype),
        'owner', quote_ident(pg_get_userbyid(t.cfgowner)), 'comment', obj_description(t.oid, 'pg_ts_config'))
from pg_ts_config t join ns on ns.oid = t.cfgnamespace
where t.oid >= 16384 and t.oid not in (select m.objid from member m where m.classid = 'pg_ts_config'::regclass)
union all
select 'pg_ts_dict', t.oid, 0, 'text search dictionary', ns.q, quote_ident(t.dictname), null, null, 0,
    jsonb_build_object('template', (select quote_ident(n.nspname) || '.' || quote_ident(p.tmplname) from pg_ts_template p
        join pg_namespace n on n.oid = p.tmplnamespace where p.oid = t.dicttemplate), 'options', t.dictinitoption,
        'owner', quote_ident(pg_get_userbyid(t.dictowner)), 'comment', obj_description(t.oid, 'pg_ts_dict'))
from pg_ts_dict t join ns on ns.oid = t.dictnamespace
where t.oid >= 16384 and t.oid not in (select m.objid from member m where m.classid = 'pg_ts_dict'::regclass)
union all
select 'pg_default_acl', d.oid, 0, 'default privileges', null, 'FOR ROLE ' || quote_ident(pg_get_userbyid(d.defaclrole))
        || case when d.defaclnamespace <> 0 then ' IN SCHEMA ' || d.defaclnamespace::regnamespace::text else '' end
        || ' ON ' || case d.defaclobjtype when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then 'FUNCTIONS' when 'T' then 'TYPES' else 'SCHEMAS' end, null, null, 0,
    jsonb_build_object('role', quote_ident(pg_get_userbyid(d.defaclrole)), 'in schema', case when d.defaclnamespace <> 0 then d.defaclnamespace::regnamespace::text end,
        'on', case d.defaclobjtype when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then 'FUNCTIONS' when 'T' then 'TYPES' else 'SCHEMAS' end,
        'acl', (select string_agg(case a.grantee when 0 then 'PUBLIC' else a.grantee::regrole::text end || ' ' || a.privilege_type
            || case when a.is_grantable then ' *' else '' end || coalesce(case when a.grantor <> d.defaclrole then ' BY ' || a.grantor::regrole end, ''), E'\n' order by nullif(a.grantee, 0)::regrole::text nulls first, a.privilege_type)
            from aclexplode(d.defaclacl) a),
        'built in', (select string_agg(case a.grantee when 0 then 'PUBLIC' else a.grantee::regrole::text end || ' ' || a.privilege_type
            || case when a.is_grantable then ' *' else '' end || coalesce(case when a.grantor <> d.defaclrole then ' BY ' || a.grantor::regrole end, ''), E'\n' order by nullif(a.grantee, 0)::regrole::text nulls first, a.privilege_type)
            from aclexplode(case when d.defaclnamespace = 0 then acldefault(case d.defaclobjtype when 'S' then 's'::"char" else d.defaclobjtype end, d.defaclrole)
                end) a))
from pg_default_acl d
union all
select 'pg_operator', o.oid, 0, 'operator', ns.q, o.oprname::text || '(' || format_type(o.oprleft, null) || ', ' || format_type(o.oprright, null) || ')', null, null, 0,
    jsonb_build_object('definition', o.oprcode::text, 'comment', obj_description(o.oid, 'pg_operator'))
from pg_operator o join ns on ns.oid = o.oprnamespace
where o.oid >= 16384 and o.oid not in (select m.objid from member m where m.classid = 'pg_operator'::regclass)
union all
select 'pg_opclass', o.oid, 0, 'operator class', ns.q, quote_ident(o.opcname) || ' USING ' || a.amname, null, null, 0,
    jsonb_build_object('definition', o.opcintype::regtype::text)
from pg_opclass o join ns on ns.oid = o.opcnamespace join pg_am a on a.oid = o.opcmethod
where o.oid >= 16384 and o.oid not in (select m.objid from member m where m.classid = 'pg_opclass'::regclass)
union all
select 'pg_authid', r.oid, 0, 'role', null, quote_ident(r.rolname), null, null, 0,
    jsonb_build_object('definition', concat_ws(' ', case when r.rolsuper then 'SUPERUSER' end, case when r.rolinherit then 'INHERIT' end, case when r.rolcreaterole then 'CREATEROLE' end,
        case when r.rolcreatedb then 'CREATEDB' end, case when r.rolcanlogin then 'LOGIN' end, case when r.rolreplication then 'REPLICATION' end,
        case when r.rolbypassrls then 'BYPASSRLS' end, 'CONNECTION LIMIT ' || r.rolconnlimit, r.rolvaliduntil::text),
        'members', (select string_agg(quote_ident(pg_get_userbyid(m.member)) || case when m.admin_option then ' *' else '' end, E'\n' order by m.member)
            from pg_auth_members m where m.roleid = r.oid))
from pg_roles r where r.rolname !~ '^pg_'
union all
select 'pg_db_role_setting', s.setdatabase, s.setrole::int, 'setting', null,
    coalesce((select quote_ident(datname) from pg_database where oid = s.setdatabase), 'all') || ' '
        || coalesce((select quote_ident(rolname) from pg_roles where oid = s.setrole), 'all'), null, null, 0,
    jsonb_build_object('settings', (select string_agg(x, E'\n' order by x) from unnest(s.setconfig) x))
from pg_db_role_setting s where s.setdatabase = 0 or s.setdatabase = (select oid from pg_database where datname = current_database())
union all
select 'pg_largeobject_metadata', l.oid, 0, 'large object', null, l.oid::text, null, null, 0, jsonb_build_object('definition',
    (select md5(string_agg(b.pageno || ':' || md5(b.data), ',' order by b.pageno)) from pg_largeobject b where b.loid = l.oid))
from pg_largeobject_metadata l
union all
select 'pg_subscription', s.oid, 0, 'subscription', null, quote_ident(s.subname), null, null, 0, jsonb_build_object('definition', s.subenabled::text)
from pg_subscription s where s.subdbid = (select oid from pg_database where datname = current_database())
union all
select 'pg_language', l.oid, 0, 'setting', null, 'language ' || quote_ident(l.lanname), null, null, 0, jsonb_build_object('settings', l.lanacl::text)
from pg_language l where l.lanname not in ('internal', 'c')
union all
select 'pg_database', d.oid, 0, 'setting', null, 'grants on the database', null, null, 0, jsonb_build_object('settings', d.datacl::text)
from pg_database d where d.datname = current_database()
union all
select 'pg_depend', 0, 0, 'setting', null, 'what depends on extensions', null, null, 0, jsonb_build_object('settings',
    (select string_agg(pg_describe_object(classid, objid, objsubid), E'\n' order by pg_describe_object(classid, objid, objsubid)) from pg_depend where deptype = 'x'))
union all
select 'pg_conversion', o.oid, 0, 'setting', null, 'conversion ' || quote_ident(o.conname), null, null, 0, '{}'::jsonb
from pg_conversion o where o.oid >= 16384 and o.oid not in (select m.objid from member m where m.classid = 'pg_conversion'::regclass)
union all
select 'pg_am', o.oid, 0, 'setting', null, 'am ' || quote_ident(o.amname), null, null, 0, '{}'::jsonb
from pg_am o where o.oid >= 16384 and o.oid not in (select m.objid from member m where m.classid = 'pg_am'::regclass)
union all
select 'pg_ts_template', o.oid, 0, 'setting', null, 'ts template ' || quote_ident(o.tmplname), null, null, 0, '{}'::jsonb
from pg_ts_template o where o.oid >= 16384 and o.oid not in (select m.objid from member m where m.classid = 'pg_ts_template'::regclass)
union all
select 'pg_ts_parser', o.oid, 0, 'setting', null, 'ts parser ' || quote_ident(o.prsname), null, null, 0, '{}'::jsonb
from pg_ts_parser o where o.oid >= 16384 and o.oid not in (select m.objid from member m where m.classid = 'pg_ts_parser'::regclass)
union all
select 'pg_transform', o.oid, 0, 'setting', null, 'transform ' || o.trftype::regtype, null, null, 0, '{}'::jsonb
from pg_transform o where o.oid >= 16384 and o.oid not in (select m.objid from member m where m.classid = 'pg_transform'::regclass)
