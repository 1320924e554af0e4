-- CREATE TABLE … PARTITION OF with defaults, checks and grants of its own
-- setup
CREATE TABLE pt (k text NOT NULL, n int DEFAULT 1) PARTITION BY LIST (k);
CREATE TABLE pa PARTITION OF pt FOR VALUES IN ('a');
INSERT INTO pt SELECT 'a', n FROM generate_series(1, 30) n;
-- forward
CREATE TABLE pb PARTITION OF pt (n DEFAULT 5, CONSTRAINT small CHECK (n < 1000)) FOR VALUES IN ('b', 'c') WITH (fillfactor = 60);
CREATE TABLE pd PARTITION OF pt DEFAULT PARTITION BY HASH (n);
CREATE TABLE pd0 PARTITION OF pd FOR VALUES WITH (MODULUS 1, REMAINDER 0);
GRANT SELECT ON pb TO golden_reader;
-- later
INSERT INTO pt VALUES ('b', 654), ('zzz', 876);
-- expect: proven-with-salvage
-- kept: 654
-- kept: 876
