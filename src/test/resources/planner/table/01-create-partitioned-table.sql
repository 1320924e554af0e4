-- CREATE TABLE … PARTITION BY with its partitions
-- setup
CREATE TABLE old (id int PRIMARY KEY);
-- forward
CREATE TABLE readings (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, v real, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE readings_1 PARTITION OF readings FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
CREATE TABLE readings_2 PARTITION OF readings FOR VALUES FROM ('2026-07-01') TO ('2027-01-01') PARTITION BY LIST (at);
CREATE TABLE readings_2x PARTITION OF readings_2 DEFAULT;
-- later
INSERT INTO readings (at, v) VALUES ('2026-02-03', 4711.5), ('2026-08-09', 815.25);
-- expect: proven-with-salvage
-- kept: 4711.5
-- kept: 815.25
-- theirs
DROP TABLE readings;
-- theirs-is: equal
