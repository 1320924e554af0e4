-- ADD COLUMN … IDENTITY PRIMARY KEY to a table without a key
-- setup
CREATE TABLE log (line text);
INSERT INTO log SELECT 'line ' || n % 9 FROM generate_series(1, 90) n;
-- forward
ALTER TABLE log ADD COLUMN id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
-- later
INSERT INTO log (line) VALUES ('later line');
-- expect: proven-with-salvage or proven or refused
-- after: SELECT count(*) FROM log WHERE line = 'later line' => 1
