-- ADD COLUMN NOT NULL DEFAULT, several at once, odd names
-- setup
CREATE TABLE "T" ("ID" int PRIMARY KEY);
INSERT INTO "T" SELECT generate_series(1, 500);
-- forward
ALTER TABLE "T" ADD "Is It" boolean NOT NULL DEFAULT false, ADD COLUMN "user" text DEFAULT 'a''b' COLLATE "C", ADD j jsonb DEFAULT '{"a": 1}';
COMMENT ON COLUMN "T"."Is It" IS 'or is it not';
GRANT SELECT ("user") ON "T" TO golden_reader;
-- later
UPDATE "T" SET "user" = 'later "user"' WHERE "ID" = 5;
-- expect: proven-with-salvage
-- kept: later "user"
