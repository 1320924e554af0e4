-- ATTACH PARTITION that has a fitting index, check and key already: they stay when it leaves
-- setup
CREATE TABLE pt (id int NOT NULL, at date NOT NULL, v int CONSTRAINT v_pos CHECK (v > 0), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX pt_v ON pt (v);
CREATE TABLE old (v int CONSTRAINT v_pos CHECK (v > 0), at date NOT NULL, id int NOT NULL, CONSTRAINT old_key PRIMARY KEY (id, at),
                  CONSTRAINT bounds CHECK (at >= '2025-01-01' AND at < '2026-01-01'));
CREATE INDEX old_v ON old (v);
INSERT INTO old SELECT n, date '2025-01-01' + n, n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE pt ATTACH PARTITION old FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE old DROP CONSTRAINT bounds;
-- expect: proven
-- theirs
ALTER TABLE pt DETACH PARTITION old;
-- theirs-is: different
