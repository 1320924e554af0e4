-- Who depends on whom, among objects of the snapshot: class, oid, sub, referenced class, oid, sub, kind of dependency.
with mapped as (
    select d.deptype, d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid from pg_depend d
    where d.deptype in ('n', 'a', 'i', 'P', 'S') and (d.objid >= 16384 or d.refobjid >= 16384)
)
select distinct o.c, o.o, o.s, r.c, r.o, r.s, m.deptype::text from mapped m
cross join lateral (select
    case when m.classid = 'pg_attrdef'::regclass then 'pg_class' when w.ev_class is not null and w.rulename = '_RETURN' then 'pg_class'
        when t.oid is not null then case when coalesce(e.typrelid, t.typrelid) <> 0 then 'pg_class' else 'pg_type' end
        else (select relname::text from pg_class where oid = m.classid) end as c,
    case when m.classid = 'pg_attrdef'::regclass then a.adrelid when w.ev_class is not null and w.rulename = '_RETURN' then w.ev_class
        when t.oid is not null then coalesce(nullif(coalesce(e.typrelid, t.typrelid), 0), e.oid, t.oid) else m.objid end as o,
    case when m.classid = 'pg_attrdef'::regclass then a.adnum::int when w.ev_class is not null and w.rulename = '_RETURN' then 0 else m.objsubid end as s
    from (select 1) one left join pg_attrdef a on m.classid = 'pg_attrdef'::regclass and a.oid = m.objid
    left join pg_rewrite w on m.classid = 'pg_rewrite'::regclass and w.oid = m.objid
    left join pg_type t on m.classid = 'pg_type'::regclass and t.oid = m.objid
    left join pg_type e on t.typelem <> 0 and t.typcategory = 'A' and e.oid = t.typelem) o
cross join lateral (select
    case when m.refclassid = 'pg_attrdef'::regclass then 'pg_class'
        when t.oid is not null then case when coalesce(e.typrelid, t.typrelid) <> 0 then 'pg_class' else 'pg_type' end
        else (select relname::text from pg_class where oid = m.refclassid) end as c,
    case when m.refclassid = 'pg_attrdef'::regclass then a.adrelid
        when t.oid is not null then coalesce(nullif(coalesce(e.typrelid, t.typrelid), 0), e.oid, t.oid) else m.refobjid end as o,
    case when m.refclassid = 'pg_attrdef'::regclass then a.adnum::int else m.refobjsubid end as s
    from (select 1) one left join pg_attrdef a on m.refclassid = 'pg_attrdef'::regclass and a.oid = m.refobjid
    left join pg_type t on m.refclassid = 'pg_type'::regclass and t.oid = m.refobjid
    left join pg_type e on t.typelem <> 0 and t.typcategory = 'A' and e.oid = t.typelem) r
where (o.c, o.o, o.s) <> (r.c, r.o, r.s)
