-- DROP of a range type with an operator class and a difference function
-- setup
CREATE FUNCTION day_diff(date, date) RETURNS double precision LANGUAGE sql IMMUTABLE AS 'SELECT ($1 - $2)::double precision';
CREATE TYPE days AS RANGE (SUBTYPE = date, SUBTYPE_OPCLASS = date_ops, SUBTYPE_DIFF = day_diff, MULTIRANGE_TYPE_NAME = many_days);
CREATE TYPE words AS RANGE (SUBTYPE = text, COLLATION = "C", SUBTYPE_OPCLASS = text_pattern_ops);
-- forward
DROP TYPE days;
DROP TYPE words;
-- expect: proven or refused
-- theirs
CREATE TYPE days AS RANGE (SUBTYPE = date);
CREATE TYPE words AS RANGE (SUBTYPE = text, COLLATION = "C");
-- theirs-is: different
