-- CREATE TABLE LIKE … INCLUDING ALL, in a new schema, with names that need quotes
-- base: shop
-- setup
-- forward
CREATE SCHEMA "New; Schema";
CREATE UNLOGGED TABLE "New; Schema"."O'Brien ""x"" Table" (LIKE "Odd Schema"."Mixed Table" INCLUDING ALL, "%I $1" int DEFAULT 5);
INSERT INTO "New; Schema"."O'Brien ""x"" Table" ("Id", "select") SELECT "Id", "select" FROM "Odd Schema"."Mixed Table";
-- later
INSERT INTO "New; Schema"."O'Brien ""x"" Table" VALUES (99, 'later; "text" with '' all', NULL, 1, 2);
-- expect: proven-with-salvage
-- kept: later; "text" with ' all
-- after: SELECT count(*) FROM pg_namespace WHERE nspname = 'New; Schema' => 0
-- theirs
DROP SCHEMA "New; Schema";
-- theirs-is: error
