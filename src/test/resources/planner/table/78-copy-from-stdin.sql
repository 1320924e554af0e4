-- COPY … FROM stdin as pg_dump writes it
-- setup
CREATE TABLE lookup (code text PRIMARY KEY, words text);
INSERT INTO lookup VALUES ('z', 'last');
-- forward
COPY lookup (code, words) FROM stdin;
a	first; with 'quote'
b	\N
c	tab\there
\.
UPDATE lookup SET words = 'changed' WHERE code = 'b';
-- expect: proven-with-salvage or refused
-- theirs
DELETE FROM lookup WHERE code IN ('a', 'b', 'c');
-- theirs-is: equal
