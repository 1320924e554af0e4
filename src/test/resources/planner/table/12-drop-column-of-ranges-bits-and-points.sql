-- DROP COLUMN of the types that compare badly or not at all
-- setup
CREATE TABLE t (id int PRIMARY KEY, p point, b bit varying(9), r int4range, m int4multirange, i interval, mac macaddr, net inet,
                j jsonpath, ts tsvector, q tsquery, mo money, c "char", ch char(5), x xid, reg regclass, o oid, arr int[][]);
INSERT INTO t SELECT n, point(n, -n), B'1010', int4range(n, n + 5), int4multirange(int4range(1, 2), int4range(5, n + 9)),
    n * interval '1 day 1 second', '08:00:2b:01:02:03', '10.0.0.1/8', '$.a[*]', to_tsvector('simple', 'a b c'), 'a & b', n * 1.5::money, 'x', 'ab',
    '42', 't', n, ARRAY[[1, NULL], [n, 4]] FROM generate_series(1, 40) n;
-- forward
ALTER TABLE t DROP p, DROP b, DROP r, DROP m, DROP i, DROP mac, DROP net, DROP j, DROP ts, DROP q, DROP mo, DROP c, DROP ch, DROP x, DROP reg, DROP o,
    DROP arr;
-- expect: proven-with-salvage
