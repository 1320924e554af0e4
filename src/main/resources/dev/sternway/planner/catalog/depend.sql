-- Who depends on whom, among objects of the snapshot: class, oid, sub, referenced class, oid, sub, kind of dependency.
with stands_for as materialized (
    select 'pg_attrdef'::regclass::oid as classid, oid as objid, 'pg_class'::regclass::oid as c, adrelid as o, adnum::int as s, true as both from pg_attrdef where oid >= 16384
    union all
    select 'pg_rewrite'::regclass, oid, 'pg_class'::regclass, ev_class, 0, false from pg_rewrite where rulename = '_RETURN' and oid >= 16384
    union all
    select 'pg_type'::regclass, t.oid, case when coalesce(e.typrelid, t.typrelid) <> 0 then 'pg_class'::regclass else 'pg_type'::regclass end,
        coalesce(nullif(coalesce(e.typrelid, t.typrelid), 0), e.oid, t.oid), null, true
    from pg_type t left join pg_type e on t.typelem <> 0 and t.typcategory = 'A' and e.oid = t.typelem
    where t.oid >= 16384 and (e.oid is not null or t.typrelid <> 0)
),
member as materialized (select classid as c, objid as o, refobjid as extension from pg_depend where deptype = 'e'),
direct as materialized (
    select coalesce(f.c, d.classid) as c, coalesce(f.o, d.objid) as o, coalesce(f.s, d.objsubid) as s,
        coalesce(r.c, d.refclassid) as rc, coalesce(r.o, d.refobjid) as ro, coalesce(r.s, d.refobjsubid) as rs, d.deptype
    from pg_depend d
    left join stands_for f on f.classid = d.classid and f.objid = d.objid
    left join stands_for r on r.both and r.classid = d.refclassid and r.objid = d.refobjid
    where d.deptype in ('n', 'a', 'i', 'P', 'S') and (d.objid >= 16384 or d.refobjid >= 16384)
),
mapped as (
    -- what belongs to an extension stands for it
    select d.c, d.o, d.s, case when m.o is null then d.rc else 'pg_extension'::regclass end as rc, coalesce(m.extension, d.ro) as ro,
        case when m.o is null then d.rs else 0 end as rs, d.deptype
    from direct d left join member m on m.c = d.rc and m.o = d.ro
    where (d.c, d.o) not in (select c, o from member)
)
select c::regclass::text, o, s, rc::regclass::text, ro, rs, deptype::text from (select distinct * from mapped where (c, o, s) <> (rc, ro, rs)) found
