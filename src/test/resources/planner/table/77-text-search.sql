-- CREATE, ALTER and DROP of text search configurations and dictionaries
-- setup
CREATE TEXT SEARCH DICTIONARY my_simple (TEMPLATE = simple, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION old_cfg (COPY = english);
ALTER TEXT SEARCH CONFIGURATION old_cfg ALTER MAPPING FOR asciiword WITH my_simple, english_stem;
COMMENT ON TEXT SEARCH CONFIGURATION old_cfg IS 'ours';
CREATE TABLE t (id int PRIMARY KEY, words text);
CREATE INDEX t_words ON t USING gin (to_tsvector('old_cfg', words));
-- forward
CREATE TEXT SEARCH CONFIGURATION new_cfg (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION new_cfg ADD MAPPING FOR asciiword, word WITH simple;
ALTER TEXT SEARCH CONFIGURATION old_cfg DROP MAPPING FOR url;
ALTER TEXT SEARCH CONFIGURATION old_cfg ALTER MAPPING REPLACE my_simple WITH simple;
ALTER TEXT SEARCH DICTIONARY my_simple (ACCEPT = true);
-- expect: proven or refused
