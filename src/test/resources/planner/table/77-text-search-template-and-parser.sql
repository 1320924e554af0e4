-- CREATE TEXT SEARCH TEMPLATE and PARSER
-- setup
CREATE TABLE t (id int PRIMARY KEY);
-- forward
CREATE TEXT SEARCH TEMPLATE my_template (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH PARSER my_parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
-- expect: proven or refused
